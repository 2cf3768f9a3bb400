import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { LimitName } from "../../limits/limits";
import type { SecureHeaders } from "../sending/secure-headers";
/** What the parser of requests gave up on, and where. */
export interface MalformedRequest {
    readonly error: NodeJS.ErrnoException;
    readonly socket: Duplex;
    /** The connection's answers that are not over, in order. */
    readonly answers: readonly ServerResponse[];
    /** Told the status when there is no request whose answer could be logged. */
    readonly onAnswered?: (status: number) => void;
}
/**
 * Answers what Node's parser gave up on, before there was a request for the routes to see or before it had arrived in full:
 * garbage, a head that is too large, a request that took too long. The connection ends with the answer. Requests that came
 * before it on the same connection are answered first.
 *
 * @returns the limit that the request went beyond, if it was one.
 */
export declare function refuseMalformedRequest({ error, socket, answers, onAnswered }: MalformedRequest, headers: SecureHeaders): LimitName | undefined;
