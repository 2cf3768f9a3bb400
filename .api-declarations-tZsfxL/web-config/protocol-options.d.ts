import type { SecureContextOptions } from "node:tls";
import type { WebConfigDocument } from "./web-config-schema";
/** Versions, suites and curves in Node's terms. Also says what holds where the document says nothing. */
export declare function toProtocolOptions(document: WebConfigDocument["tls_server_config"]): SecureContextOptions;
