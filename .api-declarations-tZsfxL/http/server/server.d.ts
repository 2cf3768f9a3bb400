import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import type { ExtraHeaders } from "../routing/http-services";
import type { PaceLimits } from "../limits/answer-pace";
import type { ListenAddress } from "./listen-address";
import type { Refusals } from "../limits/refusals";
import type { TlsGateOptions } from "./tls/tls-gate";
/** How long the server waits for what. Milliseconds. */
export interface HttpTimeouts {
    /**
     * For a request's head to arrive; then it is answered with 408 and its connection closed. `requestMs` holds for it too.
     * So long a TLS handshake may take as well.
     */
    readonly headerMs: number;
    /** For a whole request to arrive, body included; then likewise. */
    readonly requestMs: number;
    /**
     * For any byte to move in either direction: ends a client that stopped reading its answer, and a connection that is kept
     * open for a next request.
     */
    readonly idleMs: number;
}
/** Idle connections outlast the usual intervals of scrapes and heartbeats: one that is closed just then loses a request. */
export declare const DEFAULT_TIMEOUTS: HttpTimeouts;
/** What Node itself takes. */
export declare const DEFAULT_MAX_HEADER_BYTES: number;
export interface HttpServerOptions {
    readonly addresses: readonly ListenAddress[];
    /** What answers requests: the express application, or something around it. */
    readonly listener: RequestListener;
    readonly timeouts?: Partial<HttpTimeouts>;
    /** Largest head of a request. */
    readonly maxHeaderBytes?: number;
    /** Most connections at a time on each address; 0, or nothing, means no limit. */
    readonly maxConnections?: number;
    /** How slowly answers may be read, asked again and again; without it, as slowly as the idle timeout lets them. */
    readonly pace?: () => PaceLimits;
    /** Told about what these limits refuse. */
    readonly refusals?: Pick<Refusals, "note">;
    /** How connections are encrypted; without it they never are. */
    readonly tls?: Omit<TlsGateOptions, "handshakeMs">;
    /** Where the answers that never reach the listener are noted, a line each, as the listener notes its own. */
    readonly logger?: Logger;
    /** Headers of the answers that never reach the listener. */
    readonly extraHeaders?: () => ExtraHeaders;
}
/** The program's listening sockets: several addresses, one application, one graceful stop. */
export declare class HttpServer {
    #private;
    constructor(options: HttpServerOptions);
    /** Where it listens, with the ports that the system chose; empty before `start` and after `stop`. */
    get addresses(): readonly ListenAddress[];
    /**
     * Listens on every address, or on none.
     *
     * @throws ListenError naming the first address that cannot be listened on, why, and the flag to change.
     */
    start(): Promise<void>;
    /**
     * Closes the ports and every idle connection at once, and waits for the requests in flight.
     *
     * @param graceMs - how long they may take; what is not over then is cut off.
     * @returns how many connections were cut off.
     */
    stop({ graceMs }: {
        readonly graceMs: number;
    }): Promise<number>;
}
