/** How the leader writes. Events at a time, and when. */
export type Writing = "idle" | "rare" | "sparse" | "steady" | "bursty" | "batches";

/** How the sender takes its moving average of the throughput. */
export type Averaging = "each heartbeat" | "each second";

export interface LagCourse {
  readonly writing: Writing;
  readonly averaging: Averaging;
  /** How long after it was written an event is known to be applied. */
  readonly applyMs: number;
  readonly durationMs: number;
  /** From when on the follower applies nothing. */
  readonly stalledAtMs?: number;
  readonly random: () => number;
}

export interface LagBeat {
  readonly sentMs: number;
  readonly head: number;
  readonly distance: number;
  readonly throughputEps: number;
  /** Age of the oldest event that is missing. */
  readonly trueLagMs: number;
}

const HEARTBEAT_MS = 5_000;
const JITTER_MS = 250;
const ALPHA = 0.1;

const BURST_EVERY_MS = 180_000;
const BURST_MS = 10_000;

/** Heartbeats of a leader with one follower, in virtual time. */
export function* lagBeats(course: LagCourse): Generator<LagBeat, void> {
  const { averaging, applyMs, durationMs, stalledAtMs = Infinity, random } = course;
  const average = new Average();
  const written = writtenMs(course);
  let next = written.next();
  /** Not applied yet, oldest first. */
  const missing: number[] = [];
  let head = 0;
  let sampledAtMs = 0;
  const writeUntil = (untilMs: number): number => {
    let count = 0;
    while (!next.done && next.value <= untilMs) {
      missing.push(next.value);
      count += 1;
      next = written.next();
    }
    head += count;
    return count;
  };
  const phaseMs = random() * 1_000;
  let nextSampleMs = phaseMs;
  for (let beat = 0; beat * HEARTBEAT_MS < durationMs; beat += 1) {
    const sentMs = (beat + 1) * HEARTBEAT_MS + random() * JITTER_MS;
    if (averaging === "each second") {
      for (; nextSampleMs <= sentMs; nextSampleMs += 1_000) {
        average.pending += writeUntil(nextSampleMs);
        average.sample(1);
      }
    }
    average.pending += writeUntil(sentMs);
    if (averaging === "each heartbeat") {
      average.sample((sentMs - sampledAtMs) / 1_000);
      sampledAtMs = sentMs;
    }
    const appliedUntilMs = Math.min(sentMs, stalledAtMs) - applyMs;
    let applied = 0;
    while (applied < missing.length && (missing[applied] ?? Infinity) <= appliedUntilMs) applied += 1;
    missing.splice(0, applied);
    const oldestMs = missing[0];
    yield {
      sentMs,
      head,
      distance: missing.length,
      throughputEps: average.eps,
      trueLagMs: oldestMs === undefined ? 0 : sentMs - oldestMs,
    };
  }
}

class Average {
  pending = 0;
  #eps: number | undefined;

  get eps(): number {
    return this.#eps ?? 0;
  }

  sample(seconds: number): void {
    const newest = this.pending / seconds;
    this.#eps = this.#eps === undefined ? newest : ALPHA * newest + (1 - ALPHA) * this.#eps;
    this.pending = 0;
  }
}

/** When each event is written, ascending. */
function* writtenMs({ writing, random }: LagCourse): Generator<number, void> {
  const pause = (ratePerSecond: number): number => (-Math.log(1 - random()) / ratePerSecond) * 1_000;
  if (writing === "idle") return;
  if (writing === "batches") {
    for (let atMs = pause(1 / 60); ; atMs += pause(1 / 60)) {
      for (let event = 0; event < 1_000; event += 1) yield atMs + event / 1_000;
      atMs += 1;
    }
  }
  const rate = { rare: 0.02, sparse: 0.2, steady: 20, bursty: 1 }[writing];
  for (let atMs = 0; ;) {
    const burst = writing === "bursty" && atMs % BURST_EVERY_MS < BURST_MS;
    atMs += pause(burst ? 100 * rate : rate);
    yield atMs;
  }
}
