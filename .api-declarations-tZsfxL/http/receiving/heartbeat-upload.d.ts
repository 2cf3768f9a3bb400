import type { IncomingMessage, ServerResponse } from "node:http";
import type { HeartbeatReader } from "../../wire/heartbeats/heartbeat-entries";
import type { HeartbeatFormat } from "../../wire/heartbeats/heartbeat-stream";
import type { HttpServices } from "../routing/http-services";
/** Takes a request's heartbeats in, and answers. Rejects only with a defect of this program. */
export declare function takeHeartbeats(request: IncomingMessage, response: ServerResponse, services: HttpServices, format: HeartbeatFormat, reader: HeartbeatReader): Promise<void>;
