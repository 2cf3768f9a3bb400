import type { ShardId } from "../terms/ids";
import type { Topology } from "../membership/topology";
import { DEGRADED, HEALTHY } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ShardRuns } from "./shard-runs";

const SHARD_LIMIT = 65_536;

/**
 * The shards that have to be looked at. By far the most have not: everybody is heard, one leads, and nobody is behind it.
 *
 * Which they are is kept from look to look: it changes only where a replica comes, leaves, or has another state or role.
 */
export class UnwellShards {
  readonly #isUnwell = new Uint8Array(SHARD_LIMIT);
  readonly #runs: ShardRuns;
  readonly #listed = new Uint16Array(SHARD_LIMIT);
  #found = this.#listed.subarray(0, 0);
  #isListed = true;
  /** The topology as it was, and whether there were sources. */
  #basis: readonly [version: number, hasSources: boolean] | undefined;

  /** @param runs - where the replicas of each shard stand, up to date whenever shards are found. */
  constructor(runs: ShardRuns) {
    this.#runs = runs;
  }

  /** The shards in question, ascending; valid until the next call. */
  find(table: ReplicaTable, topology: Topology): Uint16Array {
    const { changedShards, slots, paths } = table;
    const { ordered } = slots;
    const look = (shardId: ShardId): void => {
      this.#note(shardId, this.#hasToBeLookedAt(shardId, table, ordered, topology));
    };
    const isSame = this.#basis?.[0] === topology.version && this.#basis[1] === paths.isAny;
    this.#basis = [topology.version, paths.isAny];
    changedShards.take(look);
    for (let shardId = 0; !isSame && shardId < slots.shardLimit; shardId += 1) look(shardId);
    if (!this.#isListed) this.#list();
    return this.#found;
  }

  #hasToBeLookedAt(
    shardId: ShardId,
    { states, reports, regionIds, paths }: ReplicaTable,
    ordered: Uint32Array,
    topology: Topology,
  ): boolean {
    const start = this.#runs.startOf(shardId);
    const end = this.#runs.endOf(shardId);
    if (end === start) return false;
    const home = topology.homeOf(shardId);
    let leaders = 0;
    let mayGuess = !paths.isAny;
    let isHomeHeard = home === undefined && end - start === 1;
    for (let place = start; place < end; place += 1) {
      const slot = ordered[place]!;
      const isLeader = reports.isLeader(slot);
      if (states[slot] !== HEALTHY && (isLeader || states[slot] !== DEGRADED)) return true;
      if (isLeader) leaders += 1;
      if (states[slot] !== HEALTHY || reports.role(slot) !== undefined) mayGuess = false;
      if (regionIds[slot] === home) isHomeHeard = true;
    }
    // Where nobody says who leads, the home does, or who is alone.
    return leaders !== 1 && !(mayGuess && isHomeHeard);
  }

  #note(shardId: ShardId, isUnwell: boolean): void {
    const value = isUnwell ? 1 : 0;
    if (this.#isUnwell[shardId] === value) return;
    this.#isUnwell[shardId] = value;
    this.#isListed = false;
  }

  #list(): void {
    this.#isListed = true;
    let count = 0;
    for (let shardId = 0; shardId < SHARD_LIMIT; shardId += 1) {
      if (this.#isUnwell[shardId] === 0) continue;
      this.#listed[count] = shardId;
      count += 1;
    }
    this.#found = this.#listed.subarray(0, count);
  }
}
