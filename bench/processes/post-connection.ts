import { connect } from "node:net";
import type { Socket } from "node:net";

/** Answers to a post are short; a longer one is no answer to a post. */
const RECEIVE_BYTES = 65_536;

/** One kept connection that posts one request after another, as cheaply as Node can. */
export class PostConnection {
  readonly #socket: Socket;
  #received = "";
  #onAnswer: ((problem: string | undefined) => void) | undefined;

  constructor(host: string, port: number) {
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(RECEIVE_BYTES),
        callback: (length, buffer) => {
          this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length).toString("latin1"));
          return true;
        },
      },
    });
    this.#socket.on("error", (error) => {
      this.#settle(error.message);
    });
    this.#socket.on("close", () => {
      this.#settle("the connection was closed");
    });
  }

  /** @param onAnswer - called with undefined for a 202, else with what came instead. */
  post(request: Buffer, onAnswer: (problem: string | undefined) => void): void {
    this.#onAnswer = onAnswer;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.destroy();
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
