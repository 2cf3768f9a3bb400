import type { ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Duplex } from "node:stream";

import { cutOff } from "../sending/cut-off";
import { EVENT_STREAM_TYPE } from "../sending/event-stream";
import { AnswerPace } from "../limits/answer-pace";
import type { PaceLimits } from "../limits/answer-pace";
import type { OpenConnections } from "./open-connections";
import type { Refusals } from "../limits/refusals";
import { repeatEvery } from "../../concurrency/repeat-every";

/** How often connections are looked at, unless the window asks for more. Milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/** Looks at a connection take about a microsecond each; other work runs between so many. */
const LOOKS_IN_A_TURN = 2_000;

/** What Prometheus says it waits for its scrape, in seconds. */
const SCRAPE_TIMEOUT_HEADER = "x-prometheus-scrape-timeout-seconds";

/** How much later than that an answer is of no use to anybody. Milliseconds. */
const SCRAPE_TIMEOUT_MARGIN_MS = 1_000;

interface Reader {
  readonly pace: AnswerPace;
  /** The answer that is being sent; those behind it wait for it. */
  answer: ServerResponse;
}

/** What slow readers are cut off by. */
export interface SlowReadersOptions {
  readonly connections: Pick<OpenConnections, "busy">;
  /** Asked at every look, so that it can follow a reloaded configuration. */
  readonly limits: () => PaceLimits;
  readonly refusals: Pick<Refusals, "note"> | undefined;
}

/**
 * Cuts off the connections whose answers are read too slowly. It looks at them every second instead of at every write, which
 * costs a fast client nothing.
 */
export class SlowReaders {
  readonly #options: SlowReadersOptions;
  readonly #readers = new WeakMap<Duplex, Reader>();
  #isLooking = false;

  constructor(options: SlowReadersOptions) {
    this.#options = options;
  }

  /** Begins to look at regular intervals; does not keep the process alive. Returns a function that ends it. */
  start(): () => void {
    const intervalMs = Math.min(LOOK_INTERVAL_MS, this.#options.limits().windowMs / 4);
    let lastMs = performance.now();
    return repeatEvery(intervalMs, () => {
      const nowMs = performance.now();
      // Time that this process stood still is not the clients' doing.
      void this.look(Math.min(nowMs - lastMs, 2 * intervalMs));
      lastMs = nowMs;
    });
  }

  /** Looks at every connection that is being answered, and cuts off those that are too slow. */
  async look(elapsedMs: number): Promise<void> {
    // The look before takes more than one turn for very many connections; it sees all that this one would.
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const limits = this.#options.limits();
      let looks = 0;
      for (const [socket, answer] of this.#options.connections.busy()) {
        if (socket instanceof Socket) this.#lookAt(socket, answer, elapsedMs, limits);
        looks += 1;
        if (looks % LOOKS_IN_A_TURN === 0) await nextTurn();
      }
    } finally {
      this.#isLooking = false;
    }
  }

  #lookAt(socket: Socket, answer: ServerResponse, elapsedMs: number, limits: PaceLimits): void {
    const { pace } = this.#readerOf(socket, answer);
    const look = {
      elapsedMs,
      leftBytes: socket.bytesWritten - socket.writableLength,
      pendingBytes: socket.writableLength,
      answerMs: answer.headersSent ? longestOf(answer, limits) : undefined,
    };
    const limit = pace.look(look, limits);
    if (limit === undefined) return;
    this.#options.refusals?.note(limit, { client: socket.remoteAddress });
    cutOff(socket);
  }

  #readerOf(socket: Socket, answer: ServerResponse): Reader {
    let reader = this.#readers.get(socket);
    if (!reader) {
      reader = { pace: new AnswerPace(), answer };
      this.#readers.set(socket, reader);
    }
    if (reader.answer !== answer) {
      reader.answer = answer;
      reader.pace.beginAnswer();
    }
    return reader;
  }
}

/**
 * A scraper that says how long it waits has left by then; a proxy between us may not have noticed. A stream of events is never
 * whole, so it may take any time, though not stand still.
 */
function longestOf(answer: ServerResponse, { answerMs }: PaceLimits): number {
  const { req } = answer;
  if (answer.getHeader("content-type") === EVENT_STREAM_TYPE) return Infinity;
  const seconds = Number(req.headers[SCRAPE_TIMEOUT_HEADER]);
  return seconds > 0 ? Math.min(answerMs, seconds * 1000 + SCRAPE_TIMEOUT_MARGIN_MS) : answerMs;
}
