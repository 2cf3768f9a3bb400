import type { Logger } from "pino";

import type { Clock } from "../../domain/terms/clock";
import { LIMIT_NAMES, LIMITS } from "../../limits/limits";
import type { LimitName } from "../../limits/limits";
import { noRefusals } from "../../metrics/terms/refusal-counts";
import type { RefusalCounts } from "../../metrics/terms/refusal-counts";

/** How long one limit is not logged again after it was. Milliseconds. */
export const REFUSAL_QUIET_MS = 30_000;

/** What is known about something that was refused; goes into the log. */
export interface Refusal {
  /** The client's address. */
  readonly client?: string | undefined;
  /** How many were refused at once. Default 1. */
  readonly count?: number;
}

/** One limit that was logged a short while ago. */
interface Quiet {
  /** On the monotonic clock. */
  untilMs: number;
  refused: number;
}

/**
 * Counts what limits refuse, and says it in the log: the first time at once, then once per half a minute with the number,
 * so that a flood of refusals is no flood of lines. Its memory does not grow with the number of clients.
 */
export class Refusals {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #counts = noRefusals();
  readonly #quiet = new Map<LimitName, Quiet>();

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Since the start. Keeps counting after it was handed out. */
  get counts(): RefusalCounts {
    return this.#counts;
  }

  /** Notes that a limit refused something. */
  note(limit: LimitName, { client, count = 1 }: Refusal = {}): void {
    this.#counts[limit] += count;
    const nowMs = this.#clock().monotonicMs;
    const quiet = this.#quiet.get(limit);
    if (quiet) {
      quiet.refused += count;
      this.#summarise(limit, quiet, nowMs);
      return;
    }
    this.#quiet.set(limit, { untilMs: nowMs + REFUSAL_QUIET_MS, refused: 0 });
    const { what, setting } = LIMITS[limit];
    this.#logger.warn({ limit, setting, client }, `a limit was reached: ${what}`);
  }

  /** Logs what has been refused since the last line about each limit, once its quiet time is over. Call it every second. */
  summarise(): void {
    const nowMs = this.#clock().monotonicMs;
    for (const limit of LIMIT_NAMES) {
      const quiet = this.#quiet.get(limit);
      if (quiet) this.#summarise(limit, quiet, nowMs);
    }
  }

  #summarise(limit: LimitName, quiet: Quiet, nowMs: number): void {
    if (nowMs < quiet.untilMs) return;
    const { refused } = quiet;
    if (refused === 0) {
      this.#quiet.delete(limit);
      return;
    }
    quiet.untilMs = nowMs + REFUSAL_QUIET_MS;
    quiet.refused = 0;
    const { what, setting } = LIMITS[limit];
    this.#logger.warn({ limit, setting, refused }, `a limit is still being reached: ${what}`);
  }
}
