import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { EPOCH_MS } from "../world/shape";

/** Says of a region whether it is Offline: the literal rules, and two detectors from the literature. */
export interface Detector {
  heard: (replica: string, stats: ShardStats, atMs: number) => void;
  isSilent: (replica: string, nowMs: number) => boolean;
}

const NS_PER_MS = 1_000_000;

/** tidalDB's rules to the letter: the age of the last stamp by the exporter's wall clock is over the limit. */
export class SeedRules implements Detector {
  readonly #stampsMs = new Map<string, number>();
  constructor(
    readonly offlineAfterMs: number,
    readonly wallStepMs: () => number,
  ) {}

  heard(replica: string, stats: ShardStats): void {
    this.#stampsMs.set(replica, Number(stats.lastHeartbeatNs) / NS_PER_MS - EPOCH_MS);
  }

  isSilent(replica: string, nowMs: number): boolean {
    return nowMs + this.wallStepMs() - this.#stampsMs.get(replica)! > this.offlineAfterMs;
  }
}

/** A fixed timeout on the sender's clock, less the skew that its first heartbeat showed. */
export class FixedTimeout implements Detector {
  readonly #skewsMs = new Map<string, number>();
  readonly #newestMs = new Map<string, number>();
  constructor(readonly offlineAfterMs: number) {}

  heard(replica: string, stats: ShardStats, atMs: number): void {
    const stampMs = Number(stats.lastHeartbeatNs) / NS_PER_MS - EPOCH_MS;
    if (!this.#skewsMs.has(replica)) this.#skewsMs.set(replica, stampMs - atMs);
    const sentMs = stampMs - this.#skewsMs.get(replica)!;
    this.#newestMs.set(replica, Math.max(sentMs, this.#newestMs.get(replica) ?? sentMs));
  }

  isSilent(replica: string, nowMs: number): boolean {
    return nowMs - this.#newestMs.get(replica)! > this.offlineAfterMs;
  }
}

interface Window {
  lastMs: number;
  readonly intervals: number[];
  sum: number;
  squares: number;
}

/** Intervals that are remembered, as by Hayashibara et al. */
const WINDOW = 1000;
/** Below it a few even intervals would make every wait a death. */
const LEAST_DEVIATION_MS = 100;

/** The phi-accrual detector: silent when an interval as long as this has a probability of less than 10^-threshold. */
export class PhiAccrual implements Detector {
  readonly #windows = new Map<string, Window>();
  constructor(readonly threshold: number) {}

  heard(replica: string, _stats: ShardStats, atMs: number): void {
    const window = this.#windows.get(replica);
    if (window === undefined) {
      this.#windows.set(replica, { lastMs: atMs, intervals: [], sum: 0, squares: 0 });
      return;
    }
    const interval = atMs - window.lastMs;
    window.lastMs = atMs;
    window.intervals.push(interval);
    window.sum += interval;
    window.squares += interval * interval;
    if (window.intervals.length <= WINDOW) return;
    const oldest = window.intervals.shift()!;
    window.sum -= oldest;
    window.squares -= oldest * oldest;
  }

  isSilent(replica: string, nowMs: number): boolean {
    return this.phi(replica, nowMs) > this.threshold;
  }

  phi(replica: string, nowMs: number): number {
    const { lastMs, intervals, sum, squares } = this.#windows.get(replica)!;
    const count = intervals.length;
    if (count < 2) return 0;
    const mean = sum / count;
    const deviation = Math.max(LEAST_DEVIATION_MS, Math.sqrt(Math.max(0, squares / count - mean * mean)));
    const later = tail((nowMs - lastMs - mean) / deviation);
    return later === 0 ? Infinity : -Math.log10(later);
  }
}

/** The share of a normal distribution beyond `y` deviations, by its logistic approximation. */
function tail(y: number): number {
  const e = Math.exp(-y * (1.5976 + 0.070566 * y * y));
  return y > 0 ? e / (1 + e) : 1 - 1 / (1 + e);
}
