import { U64_FIELD_COUNT } from "../columns/heartbeat-draft";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";
import type { ReplicaRole } from "../terms/shard-stats";
import { U64Array } from "../columns/u64-words";

const ROLES: readonly (ReplicaRole | undefined)[] = [undefined, "leader", "follower"];
const LEADER = 1;
const FOLLOWER = 2;

/** The last accepted heartbeat of each replica, but for what it says of followers. Without meaning before the first. */
export class LastReports {
  /** The u64s of slot `s` are at `s * U64_FIELD_COUNT`, in the order of `U64_FIELD`. */
  u64s: U64Array;
  throughputsEps: Float64Array<ArrayBuffer>;
  #roles: Uint8Array<ArrayBuffer>;
  #hasLeaderSeqno: Uint8Array<ArrayBuffer>;
  #hasSignalsTotal: Uint8Array<ArrayBuffer>;
  #hasLagNs: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.u64s = new U64Array(capacity * U64_FIELD_COUNT);
    this.throughputsEps = new Float64Array(capacity);
    this.#roles = new Uint8Array(capacity);
    this.#hasLeaderSeqno = new Uint8Array(capacity);
    this.#hasSignalsTotal = new Uint8Array(capacity);
    this.#hasLagNs = new Uint8Array(capacity);
  }

  resize(capacity: number): void {
    this.u64s = this.u64s.resized(capacity * U64_FIELD_COUNT);
    this.throughputsEps = resized(this.throughputsEps, capacity);
    this.#roles = resized(this.#roles, capacity);
    this.#hasLeaderSeqno = resized(this.#hasLeaderSeqno, capacity);
    this.#hasSignalsTotal = resized(this.#hasSignalsTotal, capacity);
    this.#hasLagNs = resized(this.#hasLagNs, capacity);
  }

  /** The first `length` slots as they are now. */
  copy(length: number): LastReports {
    const copy = new LastReports(0);
    copy.u64s = this.u64s.resized(length * U64_FIELD_COUNT);
    copy.throughputsEps = resized(this.throughputsEps, length);
    copy.#roles = resized(this.#roles, length);
    copy.#hasLeaderSeqno = resized(this.#hasLeaderSeqno, length);
    copy.#hasSignalsTotal = resized(this.#hasSignalsTotal, length);
    copy.#hasLagNs = resized(this.#hasLagNs, length);
    return copy;
  }

  take(slot: number, heartbeat: HeartbeatDraft): void {
    const first = slot * U64_FIELD_COUNT;
    for (let field = 0; field < U64_FIELD_COUNT; field += 1)
      this.u64s.copy(first + field, heartbeat.u64s, field);
    this.throughputsEps[slot] = heartbeat.signalThroughputEps;
    this.#roles[slot] = heartbeat.role === undefined ? 0 : heartbeat.role === "leader" ? LEADER : FOLLOWER;
    this.#hasLeaderSeqno[slot] = heartbeat.hasLeaderSeqno ? 1 : 0;
    this.#hasSignalsTotal[slot] = heartbeat.hasSignalsTotal ? 1 : 0;
    this.#hasLagNs[slot] = heartbeat.hasLagNs ? 1 : 0;
  }

  /** Where a field of a slot stands in `u64s`; `field` is one of `U64_FIELD`. */
  at(slot: number, field: number): number {
    return slot * U64_FIELD_COUNT + field;
  }

  role(slot: number): ReplicaRole | undefined {
    return ROLES[this.#roles[slot]!];
  }

  isLeader(slot: number): boolean {
    return this.#roles[slot] === LEADER;
  }

  /** Whether the heartbeat said it; otherwise the number in `u64s` means nothing. */
  hasLeaderSeqno(slot: number): boolean {
    return this.#hasLeaderSeqno[slot] === 1;
  }

  hasSignalsTotal(slot: number): boolean {
    return this.#hasSignalsTotal[slot] === 1;
  }

  /** Whether it had a map of lags as times at all, with or without entries. */
  hasLagNs(slot: number): boolean {
    return this.#hasLagNs[slot] === 1;
  }
}
