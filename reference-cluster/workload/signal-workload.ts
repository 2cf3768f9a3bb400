import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import { Audience } from "../forage/audience";
import { DiscoveryEngine } from "../forage/discovery-engine";
import { itemCatalogue } from "../forage/item-catalogue";
import { SignalBatches } from "../forage/signal-batches";
import type { ClusterLayout } from "../layout";
import type { WriteResult } from "../replication/write-result";
import type { ShardRouter } from "../routing/shard-router";
import type { Cancel, Scheduler } from "../scheduler";
import type { PackedSignals } from "../wal/signal";
import { RateSchedule } from "./rate-schedule";

const TICK_MS = 200;

/** After a pause (a stopped process, a sleeping machine) no more than this is made up for. */
const LONGEST_CATCH_UP_MS = 2_000;

/** Visits in a row that may find nothing to show before a region has no signals for this tick. */
const MOST_EMPTY_VISITS = 16;

export interface WorkloadSettings {
  /** Of the whole cluster, at its peak. */
  readonly signalsPerSecond: number;
  /** How many different entities the signals are about. */
  readonly entityCount: number;
  readonly seed: number;
}

export const DEFAULT_WORKLOAD: WorkloadSettings = { signalsPerSecond: 4_000, entityCount: 40_000, seed: 1 };

/** Where the workload's signals go, and what users have hidden. */
export interface WorkloadTarget {
  write(shardId: ShardId, signals: PackedSignals): WriteResult;
  /** Whether an entity, given in two halves, is hidden from a user in a region. */
  isHidden(regionId: RegionId, userId: number, upper: number, lower: number): boolean;
}

interface RegionLoad {
  /** The places of the region's shards in the schedule. */
  readonly scheduled: readonly number[];
  readonly engine: DiscoveryEngine;
  readonly audience: Audience;
  /** Signals that the schedule has called for so far. */
  due: number;
  /** Signals that the last visit made beyond what was called for. */
  ahead: number;
}

/**
 * Forage as the workload: each region's users visit feeds of the items that are at home there, as often as the schedule says,
 * and what they do with them is written to the shards of these items.
 */
export class SignalWorkload {
  readonly #scheduler: Scheduler;
  readonly #target: WorkloadTarget;
  readonly #schedule: RateSchedule;
  readonly #loads: ReadonlyMap<RegionId, RegionLoad>;
  #cancel: Cancel | undefined;
  #startedAtMs = 0;
  #lastTickMs = 0;
  #written = 0;
  #refused = 0;

  /** @throws RangeError when the rate is out of bounds. */
  constructor(
    { signalsPerSecond, entityCount, seed }: WorkloadSettings,
    layout: ClusterLayout,
    router: ShardRouter,
    scheduler: Scheduler,
    target: WorkloadTarget,
  ) {
    const catalogue = itemCatalogue(router, layout, entityCount);
    const withItems = new Set([...catalogue.values()].flatMap(({ shardIds }) => [...new Set(shardIds)]));
    const shards = layout.shards.filter(({ shardId }) => withItems.has(shardId));
    const regions = layout.regions.length;
    this.#scheduler = scheduler;
    this.#target = target;
    this.#schedule = new RateSchedule(
      signalsPerSecond,
      shards.map(({ shardId, regionId }) => ({ phase: regionId / regions, ordinal: shardId })),
    );
    this.#loads = new Map(
      [...catalogue].map(([regionId, items]) => {
        const isHidden = (userId: number, item: number): boolean =>
          target.isHidden(regionId, userId, items.upper[item] ?? 0, items.lower[item] ?? 0);
        const engine = new DiscoveryEngine(items, seed + regionId, isHidden);
        const audience = new Audience(engine, seed + regions + regionId, regionId + 1, regions);
        const scheduled = shards.flatMap((shard, index) => (shard.regionId === regionId ? [index] : []));
        return [regionId, { scheduled, engine, audience, due: 0, ahead: 0 }];
      }),
    );
  }

  /** Signals that leaders have taken since the start. */
  get written(): number {
    return this.#written;
  }

  /** Signals that found no leader, or one that refused them; they are gone. */
  get refused(): number {
    return this.#refused;
  }

  /** What a region's users are shown by; undefined for a region without items. */
  engine(regionId: RegionId): DiscoveryEngine | undefined {
    return this.#loads.get(regionId)?.engine;
  }

  start(): void {
    this.#startedAtMs = this.#scheduler.monotonicMs();
    this.#lastTickMs = this.#startedAtMs;
    this.#cancel = this.#scheduler.every(TICK_MS, () => {
      this.#tick();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  #tick(): void {
    const nowMs = this.#scheduler.monotonicMs();
    const sinceMs = Math.max(this.#lastTickMs, nowMs - LONGEST_CATCH_UP_MS) - this.#startedAtMs;
    const untilMs = nowMs - this.#startedAtMs;
    const skipped = sinceMs > this.#lastTickMs - this.#startedAtMs;
    this.#lastTickMs = nowMs;
    for (const load of this.#loads.values()) {
      if (skipped) load.due = this.#dueUntil(load, sinceMs);
      const due = this.#dueUntil(load, untilMs);
      const count = due - load.due;
      load.due = due;
      for (const [shardId, signals] of this.#signals(load, count).packed()) {
        if (this.#target.write(shardId, signals).ok) this.#written += signals.count;
        else this.#refused += signals.count;
      }
    }
  }

  #dueUntil({ scheduled }: RegionLoad, elapsedMs: number): number {
    return Math.floor(
      scheduled.reduce((sum, index) => sum + this.#schedule.signalsUntil(index, elapsedMs), 0),
    );
  }

  /** As many signals as are called for: whole visits, so that a few may come early, and as many fewer the next time. */
  #signals(load: RegionLoad, count: number): SignalBatches {
    const batches = new SignalBatches(load.engine.items);
    load.ahead -= count;
    for (let empty = 0; load.ahead < 0 && empty < MOST_EMPTY_VISITS;) {
      const made = load.audience.visit((item, kind, userId, weight) => {
        batches.add(item, kind, userId, weight);
      });
      load.ahead += made;
      empty = made === 0 ? empty + 1 : 0;
    }
    load.ahead = Math.max(0, load.ahead);
    return batches;
  }
}
