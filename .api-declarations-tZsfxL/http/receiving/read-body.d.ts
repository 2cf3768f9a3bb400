import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodyEnd } from "./receive-body";
import type { Result } from "../../domain/terms/result";
/** A request's whole body, or why there is none. */
export type BodyResult = Result<Uint8Array, Extract<BodyEnd, {
    readonly ok: false;
}>>;
/** Reads a request's body to its end; at most `maxBytes` are ever held. See {@link receiveBody}. */
export declare function readBody(request: IncomingMessage, response: ServerResponse, maxBytes: number): Promise<BodyResult>;
