import type { ShardId } from "#exporter/domain/terms/ids";
import type { ClusterLayout } from "../layout";
import type { WriteResult } from "../replication/write-result";
import type { ShardRouter } from "../routing/shard-router";
import type { Cancel, Scheduler } from "../scheduler";
import { SIGNAL_BYTES, SIGNAL_KINDS, writeSignalTail } from "../wal/signal";
import type { PackedSignals } from "../wal/signal";
import { entityCatalogue } from "./entity-catalogue";
import type { ShardEntities } from "./entity-catalogue";
import { RateSchedule } from "./rate-schedule";
import { SeededGenerator } from "../seeded-generator";

const TICK_MS = 200;

/** After a pause (a stopped process, a sleeping machine) no more than this is made up for. */
const LONGEST_CATCH_UP_MS = 2_000;

export interface WorkloadSettings {
  /** Of the whole cluster, at its peak. */
  readonly signalsPerSecond: number;
  /** How many different entities the signals are about. */
  readonly entityCount: number;
  readonly seed: number;
}

export const DEFAULT_WORKLOAD: WorkloadSettings = { signalsPerSecond: 4_000, entityCount: 40_000, seed: 1 };

interface ShardLoad {
  readonly shardId: ShardId;
  readonly index: number;
  readonly entities: ShardEntities;
  /** Signals that the schedule has called for so far. */
  due: number;
}

/** Writes signals to the shards as the schedule says; which entity each is about is chosen by the seeded generator. */
export class SignalWorkload {
  readonly #scheduler: Scheduler;
  readonly #write: (shardId: ShardId, signals: PackedSignals) => WriteResult;
  readonly #schedule: RateSchedule;
  readonly #generator: SeededGenerator;
  readonly #loads: readonly ShardLoad[];
  #cancel: Cancel | undefined;
  #startedAtMs = 0;
  #lastTickMs = 0;
  #written = 0;
  #refused = 0;

  /** @throws RangeError when the rate is out of bounds. */
  constructor(
    settings: WorkloadSettings,
    layout: ClusterLayout,
    router: ShardRouter,
    scheduler: Scheduler,
    write: (shardId: ShardId, signals: PackedSignals) => WriteResult,
  ) {
    const entities = entityCatalogue(router, settings.entityCount);
    const shards = layout.shards.filter(({ shardId }) => entities.has(shardId));
    this.#scheduler = scheduler;
    this.#write = write;
    this.#generator = new SeededGenerator(settings.seed);
    this.#schedule = new RateSchedule(
      settings.signalsPerSecond,
      shards.map(({ shardId, regionId }) => ({ phase: regionId / layout.regions.length, ordinal: shardId })),
    );
    this.#loads = shards.flatMap(({ shardId }, index) => {
      const own = entities.get(shardId);
      return own === undefined ? [] : [{ shardId, index, entities: own, due: 0 }];
    });
  }

  /** Signals that leaders have taken since the start. */
  get written(): number {
    return this.#written;
  }

  /** Signals that found no leader, or one that refused them; they are gone. */
  get refused(): number {
    return this.#refused;
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
    for (const load of this.#loads) {
      if (skipped) load.due = Math.floor(this.#schedule.signalsUntil(load.index, sinceMs));
      const due = Math.floor(this.#schedule.signalsUntil(load.index, untilMs));
      const count = due - load.due;
      load.due = due;
      if (count <= 0) continue;
      if (this.#write(load.shardId, this.#signals(load.entities, count)).ok) this.#written += count;
      else this.#refused += count;
    }
  }

  #signals(entities: ShardEntities, count: number): PackedSignals {
    const bytes = Buffer.alloc(count * SIGNAL_BYTES);
    for (let offset = 0; offset < bytes.length; offset += SIGNAL_BYTES) {
      // The third power makes few entities popular and leaves many that are seen rarely.
      const chosen = Math.floor(entities.count * this.#generator.next() ** 3);
      bytes.writeUInt32LE(entities.lower[chosen] ?? 0, offset);
      bytes.writeUInt32LE(entities.upper[chosen] ?? 0, offset + 4);
      writeSignalTail(bytes, offset, Math.floor(SIGNAL_KINDS.length * this.#generator.next() ** 2), 0, 1);
    }
    return { count, bytes };
  }
}
