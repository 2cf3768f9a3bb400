import { NS_PER_MS_F64 } from "../../../src/domain/terms/units";
import type { Clock, Instant } from "../../../src/domain/terms/clock";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";

/** 2026-01-01T00:00:00Z in nanoseconds: past 2^53, as every real time stamp is. */
export const START_NS = 1_767_225_600_000_000_000n;

/** Milliseconds as nanoseconds, to the nanosecond. */
export function msToNs(ms: number): bigint {
  return BigInt(Math.round(ms * NS_PER_MS_F64));
}

/** A clock that stands still until a test moves it. */
export interface FakeClock {
  readonly clock: Clock;
  /** Nanoseconds since the epoch, as `clock` would read now. */
  readonly wallNs: bigint;
  readonly monotonicMs: number;
  /** Lets time pass on both clocks. */
  advance(ms: number): void;
  /** Steps one clock, or both; the one left out stays. */
  set(instant: Partial<Instant>): void;
}

/** @param start - both clocks' first reading; by default the start of 2026, and a monotonic clock that is not at zero. */
export function fakeClock(start: Partial<Instant> = {}): FakeClock {
  let now: Instant = { monotonicMs: 5_000, wallNs: START_NS, ...start };
  return {
    clock: () => now,
    get wallNs() {
      return now.wallNs;
    },
    get monotonicMs() {
      return now.monotonicMs;
    },
    advance(ms) {
      now = { monotonicMs: now.monotonicMs + ms, wallNs: now.wallNs + msToNs(ms) };
    },
    set(instant) {
      now = { ...now, ...instant };
    },
  };
}

/** A valid heartbeat of shard 0 in region 0, sent at {@link START_NS}, without followers and without extensions. */
export function shardStats(overrides: Partial<ShardStats> = {}): ShardStats {
  return {
    shardId: 0,
    regionId: 0,
    entityCount: 1_000n,
    signalThroughputEps: 100,
    replicationLag: new Map(),
    diskBytes: 4_096n,
    lastHeartbeatNs: START_NS,
    ...overrides,
  };
}
