import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import type { TlsSettings } from "./tls-settings";
/** How connections are encrypted, and whom it is told that one could not be. */
export interface TlsGateOptions {
    /** Asked for every connection, so that what holds now holds for the next one. Undefined: connections are not encrypted. */
    readonly settings: () => TlsSettings | undefined;
    /** For a handshake; then its connection is closed. Milliseconds. */
    readonly handshakeMs: number;
    /** Told why a connection was closed before its first request. `client` is the address of the peer. */
    readonly onRefused: (reason: string, client: string | undefined) => void;
}
/**
 * Stands between a listening HTTP server and its connections, and encrypts them where that is asked for.
 *
 * Each state of the settings has a TLS server of its own, which never listens and is handed connections. So everything
 * about the settings can change while the server runs, also whether there is any TLS; connections that are open go on with
 * what they began with; and since each server has its own ticket keys, no session outlives the client CA that let it in.
 */
export declare class TlsGate {
    #private;
    /** @param server whose listeners for connections are all there by now: they get connections when TLS is through. */
    constructor(server: Server, options: TlsGateOptions);
    /** Whether a connection began under other settings than hold now; it should not get another request. */
    isOutdated(socket: Duplex): boolean;
    /** Closes the connections that have not finished their handshake. */
    drain(): void;
}
