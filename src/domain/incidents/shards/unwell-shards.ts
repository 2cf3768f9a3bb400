import type { RegionId, ShardId } from "../../terms/ids";
import type { Topology } from "../../membership/topology";
import { DEGRADED, HEALTHY, PENDING } from "../../terms/replica-health";
import { NO_SLOT } from "../../replicas/replica-slots";
import type { ReplicaTable } from "../../replicas/replica-table";
import type { ShardRuns } from "./shard-runs";

const SHARD_LIMIT = 65_536;

/** How a shard is. The only leader of one that is trailing is Degraded: of followers, and so of nothing but whether all of them are behind. */
const WELL = 0;
const TRAILING = 1;
const UNWELL = 2;

/**
 * The shards that have to be looked at. By far the most have not: everybody is heard, one leads, and nobody is behind it. Where
 * only that last is not so, which may be very many at once, nothing but the leader's followers can be wrong.
 *
 * Which they are is kept from look to look: it changes only where a replica comes, leaves, or has another state or role.
 */
export class UnwellShards {
  readonly #kinds = new Uint8Array(SHARD_LIMIT);
  /** Slots by shard, of those that are trailing. */
  readonly #leaders = new Uint32Array(SHARD_LIMIT);
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
    const isSame = this.#basis?.[0] === topology.version && this.#basis[1] === paths.isAny;
    this.#basis = [topology.version, paths.isAny];
    const changed = changedShards.take();
    const count = isSame ? changed.length : slots.shardLimit;
    for (let at = 0; at < count; at += 1) {
      const shardId = isSame ? changed[at]! : at;
      this.#note(shardId, this.#kindOf(shardId, table, ordered, topology));
    }
    if (!this.#isListed) this.#list();
    return this.#found;
  }

  /**
   * The slot of the leader of a shard of which nothing can be wrong but that all followers of it are behind, while it leads;
   * `NO_SLOT` for one that has to be looked at as a whole.
   */
  leaderOfTrailing(shardId: ShardId): number {
    return this.#kinds[shardId] === TRAILING ? this.#leaders[shardId]! : NO_SLOT;
  }

  #kindOf(shardId: ShardId, table: ReplicaTable, ordered: Uint32Array, topology: Topology): number {
    const { states, paths } = table;
    const start = this.#runs.startOf(shardId);
    const end = this.#runs.endOf(shardId);
    let pending = 0;
    for (let place = start; place < end; place += 1) {
      const state = states[ordered[place]!];
      if (state === PENDING) pending += 1;
      else if (state !== HEALTHY && state !== DEGRADED) return UNWELL;
    }
    // Of whom nobody is known, nothing is known to be wrong.
    if (pending > 0 || end === start) return pending === end - start ? WELL : UNWELL;
    const leader = onlyLeader(table, ordered, start, end, topology.homeOf(shardId));
    if (leader === NO_SLOT) return UNWELL;
    if (states[leader] === HEALTHY) return WELL;
    this.#leaders[shardId] = leader;
    return paths.isAny ? UNWELL : TRAILING;
  }

  #note(shardId: ShardId, kind: number): void {
    const before = this.#kinds[shardId];
    this.#kinds[shardId] = kind;
    if ((before === WELL) !== (kind === WELL)) this.#isListed = false;
  }

  #list(): void {
    this.#isListed = true;
    let count = 0;
    for (let shardId = 0; shardId < SHARD_LIMIT; shardId += 1) {
      if (this.#kinds[shardId] === WELL) continue;
      this.#listed[count] = shardId;
      count += 1;
    }
    this.#found = this.#listed.subarray(0, count);
  }
}

/** The slot of a shard's only leader, all of whose replicas are heard; `NO_SLOT` where several say that they lead, or nobody can be told. */
function onlyLeader(
  { reports, regionIds, paths }: ReplicaTable,
  ordered: Uint32Array,
  start: number,
  end: number,
  home: RegionId | undefined,
): number {
  let leaders = 0;
  let leader = NO_SLOT;
  let guessed = NO_SLOT;
  let mayGuess = !paths.isAny;
  for (let place = start; place < end; place += 1) {
    const slot = ordered[place]!;
    if (reports.role(slot) !== undefined) mayGuess = false;
    // Where nobody says who leads, the home does, or who is alone.
    if (home === undefined ? end - start === 1 : regionIds[slot] === home) guessed = slot;
    if (!reports.isLeader(slot)) continue;
    leaders += 1;
    leader = slot;
  }
  if (leaders > 1) return NO_SLOT;
  return leaders === 0 && mayGuess ? guessed : leader;
}
