import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { closeWithConnection } from "../sending/close-with-connection";

/**
 * The connections of one server and what each is answering. Node's own `closeIdleConnections` leaves out a connection that
 * has not sent its first request yet, and one such connection would hold up every stop.
 */
export class OpenConnections {
  /** By connection, the answers that are not over, in order: a client may send its next request before the last is answered. */
  readonly #answers = new Map<Duplex, Set<ServerResponse>>();
  /** Those that answer something now. */
  readonly #busy = new Set<Duplex>();
  #draining = false;

  constructor(server: Server) {
    server.on("connection", (socket: Duplex) => {
      this.#answers.set(socket, new Set());
      socket.once("close", () => {
        this.#answers.delete(socket);
        this.#busy.delete(socket);
      });
    });
  }

  /** The answers of a connection that are not over, in order; none when it is idle. */
  answersOf(socket: Duplex): readonly ServerResponse[] {
    return [...(this.#answers.get(socket) ?? [])];
  }

  /** Every connection that is being answered, with the first of its answers that are not over. May change meanwhile. */
  *busy(): Generator<readonly [Duplex, ServerResponse], void> {
    for (const socket of this.#busy) {
      const [first] = this.#answers.get(socket) ?? [];
      if (first) yield [socket, first];
    }
  }

  /** Notes that a connection is busy until an answer is over. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    closeWithConnection(request, response);
    const { socket } = request;
    const answers = this.#answers.get(socket);
    answers?.add(response);
    if (answers) this.#busy.add(socket);
    if (this.#draining) response.setHeader("connection", "close");
    response.once("close", () => {
      answers?.delete(response);
      if (answers?.size !== 0) return;
      this.#busy.delete(socket);
      if (this.#draining) socket.end();
    });
  }

  /** Closes idle connections now, and every other one as soon as its answers are over. */
  drain(): void {
    this.#draining = true;
    for (const [socket, answers] of this.#answers) {
      if (answers.size === 0) socket.destroy();
      for (const response of answers) {
        if (!response.headersSent) response.setHeader("connection", "close");
      }
    }
  }

  /** Closes what is left, in the middle of its answer. Returns how many connections that were. */
  destroyAll(): number {
    const count = this.#answers.size;
    for (const socket of this.#answers.keys()) socket.destroy();
    return count;
  }
}
