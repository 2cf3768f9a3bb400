import type { ConfigFinding } from "../strict-yaml/config-problem";
import type { FileReads } from "./file-reads";
import type { TlsConfig } from "./web-config";
import type { WebConfigDocument } from "./web-config-schema";
import type { Result } from "../domain/terms/result";
type TlsDocument = WebConfigDocument["tls_server_config"];
/** How connections are encrypted (undefined: they are not), or what is wrong with the certificates and keys. */
export type TlsResult = Result<TlsConfig | undefined, {
    readonly findings: readonly ConfigFinding[];
}>;
/**
 * Reads certificate, key and client CA, and makes sure that a server can be made of them.
 *
 * @param document free of findings of its own.
 * @param path of the file it is from: relative paths start at its folder.
 */
export declare function loadTls(document: TlsDocument, path: string, reads: FileReads): Promise<TlsResult>;
export {};
