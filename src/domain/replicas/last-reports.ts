import { REQUIRED_BITS, U64_FIELD_COUNT, withU64s } from "../columns/heartbeat-layout";
import type { StatsInTheMaking } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { CopyColumn } from "../columns/column-room";
import { resized } from "../columns/resized";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import { U64Array } from "../columns/u64-words";

const ROLES: readonly (ReplicaRole | undefined)[] = [undefined, "leader", "follower"];
const LEADER = 1;
const FOLLOWER = 2;

/** All that is kept, by slot. */
interface ReportColumns {
  /** The u64s of slot `s` are at `s * U64_FIELD_COUNT`, in the order of `U64_FIELD`. */
  readonly u64s: U64Array;
  readonly throughputsEps: Float64Array<ArrayBuffer>;
  /** Indices of `ROLES`. */
  readonly roles: Uint8Array<ArrayBuffer>;
  /** As `HeartbeatDraft.said`. */
  readonly said: Uint32Array<ArrayBuffer>;
}

/** The last accepted heartbeat of each replica, but for what it says of followers. Without meaning before the first. */
export class LastReports {
  #columns: ReportColumns;

  /** @param from - what the columns begin with; zeros without. */
  constructor(capacity: number, from: ReportColumns = NO_REPORTS, copyOf: CopyColumn = resized) {
    this.#columns = resizedReports(from, capacity, copyOf);
  }

  /** The u64s of slot `s` are at `s * U64_FIELD_COUNT`, in the order of `U64_FIELD`. */
  get u64s(): U64Array {
    return this.#columns.u64s;
  }

  get throughputsEps(): Float64Array<ArrayBuffer> {
    return this.#columns.throughputsEps;
  }

  resize(capacity: number): void {
    this.#columns = resizedReports(this.#columns, capacity);
  }

  /** The first `length` slots as they are now. */
  copy(length: number, copyOf: CopyColumn): LastReports {
    return new LastReports(length, this.#columns, copyOf);
  }

  /** Returns whether the replica has another role than before, or had none. */
  take(slot: number, heartbeat: HeartbeatDraft): boolean {
    const { u64s, throughputsEps, roles, said } = this.#columns;
    const first = slot * U64_FIELD_COUNT;
    for (let field = 0; field < U64_FIELD_COUNT; field += 1) u64s.copy(first + field, heartbeat.u64s, field);
    throughputsEps[slot] = heartbeat.signalThroughputEps;
    const role = heartbeat.role === undefined ? 0 : heartbeat.role === "leader" ? LEADER : FOLLOWER;
    const isAnother = roles[slot] !== role;
    roles[slot] = role;
    said[slot] = heartbeat.said;
    return isAnother;
  }

  /** Where a field of a slot stands in `u64s`; `field` is one of `U64_FIELD`. */
  at(slot: number, field: number): number {
    return slot * U64_FIELD_COUNT + field;
  }

  role(slot: number): ReplicaRole | undefined {
    return ROLES[this.#columns.roles[slot]!];
  }

  isLeader(slot: number): boolean {
    return this.#columns.roles[slot] === LEADER;
  }

  /**
   * Whether the heartbeat has a field, a map of lags also without entries. The number in `u64s` means nothing where it has not.
   *
   * @param bit - 1 at the number that the field has in `FIELD`.
   */
  says(slot: number, bit: number): boolean {
    return ((this.#columns.said[slot]! | REQUIRED_BITS) & bit) !== 0;
  }

  /** Completes what is made of a slot's heartbeat. */
  withU64s(stats: StatsInTheMaking, slot: number): ShardStats {
    const { u64s, said } = this.#columns;
    return withU64s(stats, u64s, slot * U64_FIELD_COUNT, said[slot]!);
  }
}

const NO_REPORTS: ReportColumns = {
  u64s: new U64Array(0),
  throughputsEps: new Float64Array(0),
  roles: new Uint8Array(0),
  said: new Uint32Array(0),
};

function resizedReports(
  { u64s, throughputsEps, roles, said }: ReportColumns,
  capacity: number,
  copyOf: CopyColumn = resized,
): ReportColumns {
  return {
    u64s: u64s.resized(capacity * U64_FIELD_COUNT, copyOf),
    throughputsEps: copyOf(throughputsEps, capacity),
    roles: copyOf(roles, capacity),
    said: copyOf(said, capacity),
  };
}
