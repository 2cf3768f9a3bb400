import { U64_BITS, U64_NAMES } from "../columns/heartbeat-layout";
import type { ReplicaState } from "../terms/cluster-snapshot";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { RegionId, ShardId } from "../terms/ids";
import { roundedLagSeconds } from "../lag/lag-seconds";
import type {
  FollowerReading,
  LiveReplicas,
  ReplicaReading,
  ReplicaWatcher,
  ReportReading,
} from "../terms/live-replicas";
import type { RegionNames } from "../regions/region-names";
import { OFFLINE, replicaState } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ReplicaWatchers } from "./replica-watchers";

/** What readings are made of: the table, and what regions are called at the moment. */
interface LiveSource {
  readonly table: ReplicaTable;
  names: RegionNames;
}

/** The table's replicas, read in place: every reading is one and the same object, moved from slot to slot. */
export class LiveTable implements LiveReplicas {
  readonly #source: LiveSource;
  readonly #watchers: ReplicaWatchers;
  readonly #reading: LiveReading;

  /** @param watchers - those that the table tells what happens. */
  constructor(table: ReplicaTable, watchers: ReplicaWatchers, names: RegionNames) {
    this.#source = { table, names };
    this.#watchers = watchers;
    this.#reading = new LiveReading(this.#source);
  }

  get slotCount(): number {
    return this.#source.table.slots.slotCount;
  }

  slotsInOrder(): Iterable<number> {
    return this.#source.table.slots.ordered;
  }

  read(slot: number): ReplicaReading {
    if (!this.#source.table.slots.isTaken(slot)) {
      throw new RangeError(`slot: expected one with a replica in it, got ${slot}, which is free`);
    }
    return this.#reading.moveTo(slot);
  }

  watch(watcher: ReplicaWatcher): () => void {
    return this.#watchers.add(watcher);
  }

  /** Regions are called otherwise from now on. */
  rename(names: RegionNames): void {
    this.#source.names = names;
    this.#watchers.renamed();
  }
}

class LiveReading implements ReplicaReading {
  readonly #source: LiveSource;
  readonly #report: LiveReport & ReportReading;
  readonly #followers: LiveFollowers;
  #slot = 0;

  constructor(source: LiveSource) {
    this.#source = source;
    this.#report = liveReport(source.table);
    this.#followers = new LiveFollowers(source);
  }

  moveTo(slot: number): this {
    this.#slot = slot;
    return this;
  }

  get shardId(): ShardId {
    return this.#source.table.shardIds[this.#slot]!;
  }

  get regionId(): RegionId {
    return this.#source.table.regionIds[this.#slot]!;
  }

  get regionName(): string {
    return this.#source.names.nameOf(this.regionId);
  }

  get state(): ReplicaState {
    return replicaState(this.#source.table.states[this.#slot]!);
  }

  get stats(): ReportReading | undefined {
    return this.#source.table.liveness.isHeard(this.#slot) ? this.#report.moveTo(this.#slot) : undefined;
  }

  get lastArrivalSeconds(): number | undefined {
    return this.#source.table.liveness.lastArrivalSeconds(this.#slot);
  }

  get clockSkewSeconds(): number | undefined {
    return this.#source.table.liveness.clockSkewSeconds(this.#slot);
  }

  get followers(): Iterable<FollowerReading> {
    return this.#followers.moveTo(this.#slot);
  }
}

/** What a replica last reported; for each u64 of a heartbeat it has a getter as well, see `liveReport`. */
class LiveReport implements Pick<ReportReading, "signalThroughputEps" | "role"> {
  readonly #table: ReplicaTable;
  #slot = 0;

  constructor(table: ReplicaTable) {
    this.#table = table;
  }

  moveTo(slot: number): this {
    this.#slot = slot;
    return this;
  }

  get signalThroughputEps(): number {
    return this.#table.reports.throughputsEps[this.#slot]!;
  }

  get role(): ReplicaRole | undefined {
    return this.#table.reports.role(this.#slot);
  }

  /** A u64 by its place, as the nearest float; undefined where the heartbeat does not say it. */
  u64(place: number): number | undefined {
    const { reports } = this.#table;
    if (!reports.says(this.#slot, U64_BITS[place]!)) return undefined;
    return reports.u64s.float(reports.at(this.#slot, place));
  }
}

for (const [place, name] of U64_NAMES.entries()) {
  Object.defineProperty(LiveReport.prototype, name, {
    get(this: LiveReport) {
      return this.u64(place);
    },
  });
}

function liveReport(table: ReplicaTable): LiveReport & ReportReading {
  // The getters that the loop above makes, which the class's own type cannot name.
  return new LiveReport(table) as LiveReport & ReportReading;
}

/** The followers of one replica: list, iterator and entry in one, so that going through them makes nothing new. */
class LiveFollowers implements Iterable<FollowerReading>, Iterator<FollowerReading>, FollowerReading {
  readonly #source: LiveSource;
  readonly #step: { done: boolean; value: FollowerReading };
  #start = 0;
  #end = 0;
  #row = 0;

  constructor(source: LiveSource) {
    this.#source = source;
    this.#step = { done: false, value: this };
  }

  moveTo(slot: number): this {
    const { followers, states } = this.#source.table;
    this.#start = followers.starts[slot]!;
    // What a replica said about its followers before it fell silent is no longer true of them.
    this.#end = states[slot] === OFFLINE ? this.#start : followers.endOf(slot);
    return this;
  }

  [Symbol.iterator](): this {
    this.#row = this.#start - 1;
    return this;
  }

  next(): IteratorResult<FollowerReading> {
    this.#row += 1;
    this.#step.done = this.#row >= this.#end;
    return this.#step;
  }

  get followerId(): RegionId {
    return this.#source.table.followers.followerIds[this.#row]!;
  }

  get followerName(): string {
    return this.#source.names.nameOf(this.followerId);
  }

  get lagSeqnos(): number | undefined {
    const { hasLag, lags } = this.#source.table.followers;
    return hasLag[this.#row] === 1 ? lags.float(this.#row) : undefined;
  }

  get lagSeconds(): number {
    return roundedLagSeconds(this.#source.table.followers.lagSeconds[this.#row]!);
  }
}
