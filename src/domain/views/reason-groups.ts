import type { Reason, ReasonRule } from "../terms/cluster-health";
import type { RegionId, ShardId } from "../terms/ids";
import type { Listing } from "../terms/listing";
import { ReasonRows } from "./reason-rows";

/** The same evidence about one shard or many. */
export interface ReasonGroup {
  readonly rule: ReasonRule;
  /** The region that lags; only with `replication_lag`. */
  readonly follower: RegionId | undefined;
  /** The worst of them, in seconds. */
  readonly observed: number;
  readonly threshold: number;
  /** How many shards it is about. */
  readonly count: number;
  /** The first of them, in the order of the reasons. */
  readonly shardIds: readonly ShardId[];
}

type Group = { -readonly [K in keyof ReasonGroup]: ReasonGroup[K] } & { readonly shardIds: ShardId[] };

/**
 * Reasons that say the same of several shards, as one; those that are about most shards first.
 *
 * @param maxShards - so many shards of each are named.
 */
export function reasonGroups(reasons: Listing<Reason>, maxShards: number): readonly ReasonGroup[] {
  const groups = new Map<string, Group>();
  const add = (
    rule: ReasonRule,
    shardId: ShardId,
    follower: RegionId | undefined,
    observed: number,
    threshold: number,
  ): void => {
    const key = follower === undefined ? rule : `${rule} ${follower}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { rule, follower, observed, threshold, count: 1, shardIds: [shardId] });
      return;
    }
    group.count += 1;
    if (observed > group.observed) group.observed = observed;
    if (group.shardIds.length < maxShards) group.shardIds.push(shardId);
  };
  if (reasons instanceof ReasonRows) reasons.visit(add);
  else {
    for (const { rule, shardId, follower, observed, threshold } of reasons) {
      add(rule, shardId, follower, observed, threshold);
    }
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
