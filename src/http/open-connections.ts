import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as TlsServer } from "node:tls";
import type { Duplex } from "node:stream";

/**
 * The connections of one server and what each is answering. Node's own `closeIdleConnections` leaves out a connection that
 * has not sent its first request yet, and one such connection would hold up every stop.
 */
export class OpenConnections {
  readonly #answers = new Map<Duplex, ServerResponse | undefined>();
  #draining = false;

  constructor(server: Server) {
    server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Duplex) => {
      this.#answers.set(socket, undefined);
      socket.once("close", () => this.#answers.delete(socket));
    });
  }

  /** What is being answered on a connection, undefined when it is idle. */
  currentAnswer(socket: Duplex): ServerResponse | undefined {
    return this.#answers.get(socket);
  }

  /** Notes that a connection is busy until its answer is over. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#answers.set(socket, response);
    if (this.#draining) response.setHeader("connection", "close");
    response.once("close", () => {
      if (this.#answers.get(socket) !== response) return;
      if (!socket.destroyed) this.#answers.set(socket, undefined);
      if (this.#draining) socket.end();
    });
  }

  /** Closes idle connections now, and every other one as soon as its answer is over. */
  drain(): void {
    this.#draining = true;
    for (const [socket, response] of this.#answers) {
      if (!response) socket.destroy();
      else if (!response.headersSent) response.setHeader("connection", "close");
    }
  }

  /** Closes what is left, in the middle of its answer. Returns how many connections that were. */
  destroyAll(): number {
    const count = this.#answers.size;
    for (const socket of this.#answers.keys()) socket.destroy();
    return count;
  }
}
