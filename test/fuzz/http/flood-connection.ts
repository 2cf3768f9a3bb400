import { connect } from "node:net";
import type { Socket } from "node:net";

import { AnswerReader } from "./answer-reader";
import type { Answer } from "./answer-reader";
import { checkAnswer } from "./answer-rules";
import type { FuzzRequest } from "./request-maker";

/** Requests on their way at a time; more would only wait in the exporter. */
const DEPTH = 8;

/** Whom a connection works for. */
export interface FloodDuty {
  /** The next request, or undefined when enough have been sent. */
  readonly next: () => FuzzRequest | undefined;
  readonly answered: (answer: Answer, tookMs: number) => void;
  /** An answer was not as it must be, or did not come; the connection is over. `bytes`: what it sent last. */
  readonly failed: (error: unknown, bytes: Uint8Array) => void;
  /** The connection is over in good order; `unanswered` were sent behind the one whose answer closed it. */
  readonly closed: (unanswered: readonly FuzzRequest[]) => void;
}

interface Waiting {
  readonly request: FuzzRequest;
  sentMs: number;
}

/** One connection that sends requests without waiting for answers, and checks each answer that comes. */
export class FloodConnection {
  readonly #duty: FloodDuty;
  readonly #socket: Socket;
  readonly #reader = new AnswerReader();
  readonly #waiting: Waiting[] = [];
  /** What was answered last, because an answer that is wrong may have to do with those before it. */
  readonly #answered: FuzzRequest[] = [];
  #lastAnswerCloses = false;
  #isOver = false;

  constructor(port: number, duty: FloodDuty) {
    this.#duty = duty;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("connect", () => {
      this.#send();
    });
    this.#socket.on("data", (bytes) => {
      this.#receive(bytes);
    });
    // What it means is decided when the connection is closed, which follows.
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.#end();
    });
  }

  /** How long the oldest request has been waiting for its answer; 0 when there is none. */
  get waitingMs(): number {
    const [oldest] = this.#waiting;
    return oldest === undefined ? 0 : performance.now() - oldest.sentMs;
  }

  /** Does not count time in which this process stood still, and the exporter with it. */
  forgive(stallMs: number): void {
    for (const waiting of this.#waiting) waiting.sentMs += stallMs;
  }

  /** Gives up on a connection that stands still. */
  giveUp(reason: string): void {
    this.#fail(new Error(reason));
  }

  /** Closes it without a word to anybody. */
  destroy(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  #send(): void {
    if (this.#isOver || this.#lastAnswerCloses) return;
    const batch: Buffer[] = [];
    while (this.#waiting.length < DEPTH && this.#waiting.at(-1)?.request.mayClose !== true) {
      const request = this.#duty.next();
      if (request === undefined) break;
      this.#waiting.push({ request, sentMs: performance.now() });
      batch.push(request.bytes);
    }
    if (batch.length > 0) this.#socket.write(Buffer.concat(batch));
    else if (this.#waiting.length === 0) this.#socket.end();
  }

  #receive(bytes: Buffer): void {
    this.#reader.push(bytes);
    while (!this.#isOver && !this.#lastAnswerCloses) {
      const [oldest] = this.#waiting;
      if (oldest === undefined) break;
      try {
        const answer = this.#reader.next(oldest.request.method === "HEAD");
        if (answer === undefined) break;
        checkAnswer(answer, oldest.request.target);
        this.#waiting.shift();
        this.#remember(oldest.request);
        this.#lastAnswerCloses = answer.headers.get("connection") === "close";
        this.#duty.answered(answer, performance.now() - oldest.sentMs);
      } catch (error) {
        this.#fail(error);
      }
    }
    if (this.#waiting.length <= DEPTH / 2) this.#send();
  }

  #end(): void {
    if (this.#isOver) return;
    const unanswered = this.#waiting.map(({ request }) => request);
    if (unanswered.length > 0 && !this.#lastAnswerCloses) {
      this.#fail(new Error("the connection was closed without an answer"));
      return;
    }
    this.#isOver = true;
    this.#duty.closed(unanswered);
  }

  #remember(request: FuzzRequest): void {
    this.#answered.push(request);
    if (this.#answered.length > DEPTH) this.#answered.shift();
  }

  #fail(error: unknown): void {
    const sent = [...this.#answered, ...this.#waiting.map(({ request }) => request)];
    this.destroy();
    this.#duty.failed(error, Buffer.concat(sent.map(({ bytes }) => bytes)));
  }
}
