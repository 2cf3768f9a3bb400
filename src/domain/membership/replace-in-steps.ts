import { portionsOf } from "../columns/portions-of";
import { replicaIdOf, replicaKey } from "../terms/ids";
import type { ShardId } from "../terms/ids";
import { checkNextAssignment } from "./topology";
import type { ShardAssignment } from "./topology";

/** So many assignments are looked at, changed, or removed within a millisecond or two. */
const LOOKS_AT_A_TIME = 4_000;
const CHANGES_AT_A_TIME = 50;
const REMOVALS_AT_A_TIME = 500;
/** The listing of all replicas is put in order each time so many have changed: it is gone through as a whole. */
const CHANGES_PER_ORDER = 4_000;

/** What a topology is replaced by, piece by piece. */
export interface Replaceable {
  /** The shards that the topology names. */
  shardIds(): Iterable<ShardId>;
  /** Whether nothing has to be done for an assignment. */
  isExpected(assignment: ShardAssignment): boolean;
  assign(assignments: readonly ShardAssignment[]): void;
  remove(shards: ReadonlySet<ShardId>): void;
  /** Puts the listing of all replicas in order. */
  order(): void;
}

/**
 * Makes a topology name exactly these shards, some changes at a time, so that whatever else has to be done can be done in
 * between: it is new in part until the last step. What stays is not touched.
 *
 * @throws RangeError when an id does not fit 16 bits or a shard is assigned twice, before anything changes.
 */
export function* replaceInSteps(
  assignments: Iterable<ShardAssignment>,
  cluster: Replaceable,
): Generator<undefined, void> {
  const stays = new Set<ShardId>();
  const changes: number[] = [];
  for (const assignment of assignments) {
    checkNextAssignment(assignment, stays);
    if (!cluster.isExpected(assignment)) changes.push(replicaKey(assignment));
    if (stays.size % LOOKS_AT_A_TIME === 0) yield;
  }
  const leaves = [...cluster.shardIds()].filter((shardId) => !stays.has(shardId));
  yield* inPortions(changes, CHANGES_AT_A_TIME, cluster, (some) => {
    cluster.assign(some.map(replicaIdOf));
  });
  yield* inPortions(leaves, REMOVALS_AT_A_TIME, cluster, (some) => {
    cluster.remove(new Set(some));
  });
}

function* inPortions<T>(
  items: readonly T[],
  atATime: number,
  cluster: Replaceable,
  change: (some: readonly T[]) => void,
): Generator<undefined, void> {
  for (const many of portionsOf(items, CHANGES_PER_ORDER)) {
    for (const some of portionsOf(many, atATime)) {
      change(some);
      yield;
    }
    cluster.order();
    yield;
  }
}
