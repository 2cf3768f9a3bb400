import { connect } from "node:net";
import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";

/** Answers to a post are short; a longer one is no answer to a post. */
const RECEIVE_BYTES = 65_536;

/** Node closes connections that were idle for five seconds; a request that crosses that on its way would be lost. */
const IDLE_LIMIT_MS = 3_000;

type OnAnswer = (problem: string | undefined) => void;

/** One kept connection that posts one request after another, as cheaply as Node can. */
export class PostConnection {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #usedMs = 0;
  #received = "";
  #onAnswer: OnAnswer | undefined;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  /** @param onAnswer - called with undefined for a 202, else with what came instead. */
  post(request: Buffer, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer;
    this.#openSocket().write(request);
  }

  close(): void {
    this.#onAnswer = undefined;
    this.#socket?.destroy();
  }

  /** The socket of the last post while it is fresh, else a new one. */
  #openSocket(): Socket {
    const nowMs = performance.now();
    const isFresh = nowMs - this.#usedMs < IDLE_LIMIT_MS;
    this.#usedMs = nowMs;
    if (this.#socket?.writable === true && isFresh) return this.#socket;
    this.#socket?.destroy();
    const socket = connect({
      host: this.#host,
      port: this.#port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(RECEIVE_BYTES),
        callback: (length, buffer) => {
          this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length).toString("latin1"));
          return true;
        },
      },
    });
    socket.on("error", (error) => {
      if (socket === this.#socket) this.#settle(error.message);
    });
    socket.on("close", () => {
      if (socket === this.#socket) this.#settle("the connection was closed");
    });
    this.#socket = socket;
    return socket;
  }

  #take(text: string): void {
    this.#received += text;
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#received)?.[1];
    if (length === undefined) {
      this.#settle(`an answer without a length: ${this.#received.slice(0, headEnd)}`);
      return;
    }
    if (this.#received.length < headEnd + 4 + Number(length)) return;
    const accepted = this.#received.startsWith("HTTP/1.1 202");
    const answer = this.#received;
    this.#received = "";
    this.#settle(accepted ? undefined : answer);
  }

  #settle(problem: string | undefined): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = undefined;
    onAnswer?.(problem);
  }
}
