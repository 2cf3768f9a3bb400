import type { IncomingMessage, ServerResponse } from "node:http";
import type { Problem } from "../sending/problem";
/** How a body ended: whole, refused, or (`gone`) never, because the client left; nobody waits for an answer then. */
export type BodyEnd = {
    readonly ok: true;
} | {
    readonly ok: false;
    readonly gone: false;
    readonly problem: Problem;
} | {
    readonly ok: false;
    readonly gone: true;
};
/** Who takes a body in. */
export interface BodyConsumer {
    /** The next bytes, inflated; the consumer's own from now on. */
    chunk(bytes: Buffer, flow: BodyFlow): void;
    /** Called exactly once, unless the flow was stopped. Bytes that came before are good whatever the end is. */
    end(end: BodyEnd): void;
}
/** What a consumer may do about a body that is arriving. */
export interface BodyFlow {
    /** No chunk, and no good end, before `resume`. */
    pause(): void;
    resume(): void;
    /** Nothing more of it is wanted; the consumer hears no more of it. */
    stop(): void;
}
/**
 * Hands on a request's body as it arrives, inflated when it came with `Content-Encoding: gzip`, and keeps nothing of it.
 *
 * A body that announces more than `maxBytes` is refused unread, one that turns out longer (also only after inflation) as
 * soon as it does. How long a client may take is the server's request timeout, not decided here.
 */
export declare function receiveBody(request: IncomingMessage, response: ServerResponse, maxBytes: number, consumer: BodyConsumer): void;
