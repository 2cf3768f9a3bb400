import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
/**
 * The connections of one server and what each is answering. Node's own `closeIdleConnections` leaves out a connection that
 * has not sent its first request yet, and one such connection would hold up every stop.
 */
export declare class OpenConnections {
    #private;
    constructor(server: Server);
    /** The answers of a connection that are not over, in order; none when it is idle. */
    answersOf(socket: Duplex): readonly ServerResponse[];
    /** Every connection that is being answered, with the first of its answers that are not over. May change meanwhile. */
    busy(): Generator<readonly [Duplex, ServerResponse], void>;
    /** Notes that a connection is busy until an answer is over. */
    begin({ socket }: IncomingMessage, response: ServerResponse): void;
    /** Closes idle connections now, and every other one as soon as its answers are over. */
    drain(): void;
    /** Closes what is left, in the middle of its answer. Returns how many connections that were. */
    destroyAll(): number;
}
