import { NS_PER_MS } from "#exporter/domain/terms/units";
import type { Cancel, Scheduler } from "../../scheduler";

interface Timer {
  dueMs: number;
  readonly order: number;
  readonly intervalMs: number | undefined;
  readonly action: () => void;
}

/** Time that stands still until a test moves it. Timers run in the order in which they are due, then were set. */
export class FakeScheduler implements Scheduler {
  /** Nanoseconds that the wall clock is ahead of `startNs` plus the time that has passed. */
  wallStepNs = 0n;
  readonly #startNs: bigint;
  readonly #timers = new Set<Timer>();
  #nowMs = 1_000;
  #order = 0;

  constructor(startNs = 1_700_000_000_000_000_000n) {
    this.#startNs = startNs;
  }

  /** Timers that are still to run. */
  get pending(): number {
    return this.#timers.size;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallNs(): bigint {
    return this.#startNs + this.wallStepNs + BigInt(Math.round(this.#nowMs)) * NS_PER_MS;
  }

  after(delayMs: number, action: () => void): Cancel {
    return this.#set(delayMs, undefined, action);
  }

  every(intervalMs: number, action: () => void): Cancel {
    return this.#set(intervalMs, intervalMs, action);
  }

  /** Lets time pass and runs what becomes due, without a chance for promises between. */
  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    while (this.#runNext(untilMs));
    this.#nowMs = untilMs;
  }

  /** Lets time pass, and everything that waits for promises go on after each timer. */
  async live(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await settle();
    while (this.#runNext(untilMs)) await settle();
    this.#nowMs = untilMs;
    await settle();
  }

  #set(delayMs: number, intervalMs: number | undefined, action: () => void): Cancel {
    this.#order += 1;
    const timer = { dueMs: this.#nowMs + delayMs, order: this.#order, intervalMs, action };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  #runNext(untilMs: number): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > untilMs) continue;
      const earlier = next === undefined || timer.dueMs < next.dueMs;
      if (earlier || (timer.dueMs === next?.dueMs && timer.order < next.order)) next = timer;
    }
    if (next === undefined) return false;
    this.#nowMs = Math.max(this.#nowMs, next.dueMs);
    if (next.intervalMs === undefined) this.#timers.delete(next);
    else next.dueMs += next.intervalMs;
    next.action();
    return true;
  }
}

/** Enough turns for chains of promises that wait for nothing but each other. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
