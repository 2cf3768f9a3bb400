import type { Random } from "./random";
import { STEP_MS } from "./shape";

/** How a leader's log grows. */
type Pace =
  | { readonly kind: "idle"; readonly meanWaitMs: number }
  | { readonly kind: "steady"; readonly eventsPerStep: number }
  | {
      readonly kind: "bursty";
      readonly eventsPerStep: number;
      readonly quietMs: number;
      readonly burstMs: number;
    };

/** Of ten leaders two are idle, five work steadily and three in bursts: a mix that has every kind in the smallest cluster. */
function drawPace(random: Random): Pace {
  const choice = random.next();
  if (choice < 0.2) return { kind: "idle", meanWaitMs: random.between(20_000, 120_000) };
  if (choice < 0.7) return { kind: "steady", eventsPerStep: random.betweenOrders(5, 250) };
  return {
    kind: "bursty",
    eventsPerStep: random.betweenOrders(100, 1000),
    quietMs: random.between(15_000, 90_000),
    burstMs: random.between(2000, 10_000),
  };
}

/** The log of one shard: where its leader stood at every step. */
export class ShardLog {
  readonly #random: Random;
  readonly #pace: Pace;
  readonly #heads: Float64Array;
  #nextChangeMs: number;
  #isBursting = false;

  constructor(random: Random, steps: number) {
    this.#random = random;
    this.#pace = drawPace(random);
    this.#heads = new Float64Array(steps).fill(1000 + random.below(1_000_000));
    this.#nextChangeMs = random.exponential(this.#waitMs());
  }

  headAt(step: number): number {
    return this.#heads[Math.max(0, step)]!;
  }

  /** Goes on from the step before; a leader that does not live, or whose disk is full, writes nothing. */
  write(step: number, takesWrites: boolean): number {
    const events = takesWrites ? this.#events(step * STEP_MS) : 0;
    this.#heads[step] = this.headAt(step - 1) + events;
    return events;
  }

  /** Another replica leads, and stands at `head`: what was written beyond it is lost. */
  truncate(step: number, head: number): void {
    for (let at = step; at >= 0 && this.#heads[at]! > head; at -= 1) this.#heads[at] = head;
  }

  /** Milliseconds since the oldest event after `position` was written, given a step by which `position` was already written. */
  ageMs(
    step: number,
    position: number,
    writtenBy: number,
  ): { readonly ageMs: number; readonly writtenBy: number } {
    let at = writtenBy;
    while (at < step && this.#heads[at]! <= position) at += 1;
    const isLevel = this.#heads[step]! <= position;
    return { ageMs: isLevel ? 0 : (step - at) * STEP_MS, writtenBy: at };
  }

  #events(nowMs: number): number {
    const pace = this.#pace;
    if (pace.kind === "steady") return Math.round(pace.eventsPerStep * this.#random.between(0.7, 1.3));
    const isChange = nowMs >= this.#nextChangeMs;
    if (isChange) this.#isBursting = pace.kind === "bursty" && !this.#isBursting;
    if (isChange) this.#nextChangeMs = nowMs + this.#random.exponential(this.#waitMs());
    if (pace.kind === "idle") return isChange ? 1 : 0;
    return this.#isBursting ? Math.round(pace.eventsPerStep * this.#random.between(0.5, 1.5)) : 0;
  }

  #waitMs(): number {
    const pace = this.#pace;
    if (pace.kind === "idle") return pace.meanWaitMs;
    if (pace.kind === "steady") return Infinity;
    return this.#isBursting ? pace.burstMs : pace.quietMs;
  }
}
