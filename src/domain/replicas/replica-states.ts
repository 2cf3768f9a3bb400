import { ChangedIds } from "../columns/changed-ids";
import { resized } from "../columns/resized";
import { PENDING, REPLICA_STATES } from "../terms/replica-health";
import type { ReplicaSlots } from "./replica-slots";
import { StateCounts } from "./state-counts";

/** The state of each replica as last found out, and what follows from all of them, kept with every change. */
export class ReplicaStates {
  readonly #slots: ReplicaSlots;
  /** By slot: indices of `REPLICA_STATES`. */
  codes: Uint8Array<ArrayBuffer>;
  /** How many replicas are in each state. */
  readonly counts = new Uint32Array(REPLICA_STATES.length);
  readonly byRegion = new StateCounts();
  /** Shards of which a replica came, left, or has another state or role. */
  readonly changedShards = new ChangedIds();

  /** @param slots - who is in which. */
  constructor(slots: ReplicaSlots) {
    this.#slots = slots;
    this.codes = new Uint8Array(slots.capacity);
  }

  /** A replica is in the slot that has not been heard. */
  begin(slot: number): void {
    if (this.codes.length < this.#slots.capacity) this.codes = resized(this.codes, this.#slots.capacity);
    this.codes[slot] = PENDING;
    this.#count(slot, 1);
  }

  set(slot: number, state: number): void {
    if (this.codes[slot] === state) return;
    this.#count(slot, -1);
    this.codes[slot] = state;
    this.#count(slot, 1);
  }

  /** The replica leaves its slot. */
  end(slot: number): void {
    this.#count(slot, -1);
  }

  #count(slot: number, by: 1 | -1): void {
    const state = this.codes[slot]!;
    this.counts[state] = this.counts[state]! + by;
    this.byRegion.add(this.#slots.regionIds[slot]!, state, by);
    this.changedShards.add(this.#slots.shardIds[slot]!);
  }
}
