import { connect } from "node:net";
import type { Socket } from "node:net";

/** What became of a request: its whole answer, a part of it, or none because nobody listened any more. */
export type Ending = "whole" | "cut" | "refused";

/** A request on a connection of its own, of which every byte counts. */
export class RawRequest {
  readonly #socket: Socket;
  readonly #chunks: string[] = [];
  readonly #connected: Promise<void>;
  readonly #ended: Promise<Ending>;
  #onFirstBytes: (() => void) | undefined;

  /** Connects, and sends that much. */
  constructor(port: number, text: string) {
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.setEncoding("latin1");
    this.#socket.on("data", (received: string) => {
      this.#chunks.push(received);
      this.#onFirstBytes?.();
    });
    this.#socket.on("error", () => undefined); // "close" follows; what arrived decides.
    this.#connected = new Promise((resolve) => {
      this.#socket.once("connect", () => {
        this.#socket.write(text, () => {
          resolve();
        });
      });
    });
    this.#ended = new Promise((resolve) => {
      this.#socket.once("close", () => {
        resolve(endingOf(this.#chunks.join("")));
      });
    });
  }

  /** Settles when what was given is sent. */
  get sent(): Promise<void> {
    return this.#connected;
  }

  /** Settles when the connection is closed. One that ends without a byte was never taken on: it counts as refused. */
  get ended(): Promise<Ending> {
    return this.#ended;
  }

  /** Waits for the first bytes of the answer, and reads no further. */
  async stopReading(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onFirstBytes = () => {
        this.#socket.pause();
        resolve();
      };
    });
    this.#onFirstBytes = undefined;
  }

  readOn(): void {
    this.#socket.resume();
  }

  send(text: string): void {
    this.#socket.write(text);
  }
}

function endingOf(answer: string): Ending {
  if (answer === "") return "refused";
  const bodyAt = answer.indexOf("\r\n\r\n") + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, bodyAt))?.[1];
  const isWhole =
    length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length - bodyAt === Number(length);
  return isWhole ? "whole" : "cut";
}
