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
  // By rule, then follower: a region may have hundreds of thousands of reasons, and a text made for each would take most of the time.
  const groups = new Map<ReasonRule, Map<RegionId | undefined, Group>>();
  const add = (
    rule: ReasonRule,
    shardId: ShardId,
    follower: RegionId | undefined,
    observed: number,
    threshold: number,
  ): void => {
    const ofRule = groups.get(rule) ?? new Map<RegionId | undefined, Group>();
    if (ofRule.size === 0) groups.set(rule, ofRule);
    const group = ofRule.get(follower);
    if (group === undefined) {
      ofRule.set(follower, { rule, follower, observed, threshold, count: 1, shardIds: [shardId] });
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
  const all = [...groups.values()].flatMap((ofRule) => [...ofRule.values()]);
  return all.sort((a, b) => b.count - a.count);
}
