import { constants } from "node:crypto";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { createServer } from "node:tls";
import type { Server as TlsServer, TLSSocket } from "node:tls";
import type { Duplex } from "node:stream";
import { isDeepStrictEqual } from "node:util";

import { clientCertificateRefusal } from "./client-certificate-refusal";
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

/** What one state of the settings serves new connections with; without a server, they are not encrypted. */
interface Generation {
  readonly settings: TlsSettings | undefined;
  readonly server: TlsServer | undefined;
}

type ConnectionListener = (this: Server, socket: Duplex) => void;

/**
 * Stands between a listening HTTP server and its connections, and encrypts them where that is asked for.
 *
 * Each state of the settings has a TLS server of its own, which never listens and is handed connections. So everything
 * about the settings can change while the server runs, also whether there is any TLS; connections that are open go on with
 * what they began with; and since each server has its own ticket keys, no session outlives the client CA that let it in.
 */
export class TlsGate {
  readonly #server: Server;
  readonly #options: TlsGateOptions;
  /** What HTTP itself does with a connection. */
  readonly #serve: readonly ConnectionListener[];
  /** Connections in their handshake, by the address and port of the peer. */
  readonly #handshaking = new Map<string, Socket>();
  readonly #generations = new WeakMap<Duplex, Generation>();
  #current: Generation = { settings: undefined, server: undefined };
  /** The object that the settings were last, which may say the same as those of the present generation. */
  #asked: TlsSettings | undefined;

  /** @param server whose listeners for connections are all there by now: they get connections when TLS is through. */
  constructor(server: Server, options: TlsGateOptions) {
    this.#server = server;
    this.#options = options;
    this.#serve = server.listeners("connection") as ConnectionListener[];
    server.removeAllListeners("connection");
    server.on("connection", (socket: Socket) => {
      this.#take(socket);
    });
  }

  /** Whether a connection began under other settings than hold now; it should not get another request. */
  isOutdated(socket: Duplex): boolean {
    return this.#generations.get(socket) !== this.#generation();
  }

  /** Closes the connections that have not finished their handshake. */
  drain(): void {
    for (const socket of this.#handshaking.values()) socket.destroy();
  }

  #take(socket: Socket): void {
    const generation = this.#generation();
    if (!generation.server) {
      this.#pass(socket, generation);
      return;
    }
    const peer = peerOf(socket);
    this.#handshaking.set(peer, socket);
    socket.once("close", () => {
      // The peer may have come back by the same port already.
      if (this.#handshaking.get(peer) === socket) this.#handshaking.delete(peer);
    });
    generation.server.emit("connection", socket);
  }

  #pass(socket: Duplex, generation: Generation): void {
    this.#generations.set(socket, generation);
    for (const serve of this.#serve) serve.call(this.#server, socket);
  }

  #generation(): Generation {
    const settings = this.#options.settings();
    if (settings !== this.#asked) {
      this.#asked = settings;
      if (!isDeepStrictEqual(settings, this.#current.settings)) {
        this.#current = { settings, server: settings && this.#createServer(settings) };
      }
    }
    return this.#current;
  }

  #createServer(settings: TlsSettings): TlsServer {
    const { handshakeMs, onRefused } = this.#options;
    const asksForCertificate = settings.clientAuth !== "NoClientCert";
    const server = createServer({
      ...settings.secureContext,
      requestCert: asksForCertificate,
      // Decided below, where the reason is known and can be told.
      rejectUnauthorized: false,
      // A session that is taken up again shows its old certificate, whatever has become of it since.
      ...(asksForCertificate && { secureOptions: constants.SSL_OP_NO_TICKET }),
      handshakeTimeout: handshakeMs,
      ALPNProtocols: ["http/1.1"],
    });
    server.on("secureConnection", (socket: TLSSocket) => {
      this.#handshaking.delete(peerOf(socket));
      const refusal = clientCertificateRefusal(socket, settings);
      if (refusal === undefined) {
        this.#pass(socket, this.#generationOf(server, settings));
        return;
      }
      onRefused(refusal, socket.remoteAddress);
      socket.destroy();
    });
    server.on("tlsClientError", (error: NodeJS.ErrnoException, socket) => {
      onRefused(error.code ?? error.message, socket.remoteAddress);
      // Node leaves that to us: who said nothing in time would stay connected.
      socket.destroy();
    });
    return server;
  }

  /** The generation of a server: the present one, or one whose settings changed during a handshake. */
  #generationOf(server: TlsServer, settings: TlsSettings): Generation {
    return this.#current.server === server ? this.#current : { settings, server };
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ""} ${remotePort ?? ""}`;
}
