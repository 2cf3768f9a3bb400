import type { Reason, ReasonRule } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import type { ReasonGroup } from "../../domain/views/reason-groups";
import { formatCount, formatDuration, formatShards } from "./format";

/** One reason as a sentence for people: which shard, what was seen, and where the limit is. */
export function reasonSentence(reason: Reason, nameOf: (regionId: RegionId) => string): string {
  const { rule, shardId, follower, observed, threshold } = reason;
  const where = follower === undefined ? "a follower" : `the follower in ${nameOf(follower)}`;
  return `Shard ${shardId}: ${evidence(rule, where, formatDuration(observed), formatDuration(threshold))}`;
}

/** The same of all shards that it is true of. */
export function reasonGroupSentence(group: ReasonGroup, nameOf: (regionId: RegionId) => string): string {
  const { rule, follower, observed, threshold, count, shardIds } = group;
  const [shardId = 0] = shardIds;
  if (count === 1)
    return reasonSentence(
      { rule, shardId, observed, threshold, evidenceAgeMs: 0, ...(follower !== undefined && { follower }) },
      nameOf,
    );
  const where = follower === undefined ? "a follower" : `the follower in ${nameOf(follower)}`;
  const worst = `up to ${formatDuration(observed)}`;
  const said = evidence(rule, where, worst, formatDuration(threshold));
  return `${formatCount(count)} shards (${formatShards(shardIds, count)}): ${said}`;
}

function evidence(rule: ReasonRule, follower: string, seen: string, limit: string): string {
  switch (rule) {
    case "no_heartbeat":
      return `no heartbeat for ${seen}; the limit is ${limit}.`;
    case "never_heard":
      return `expected, and never heard from in ${seen}; the limit is ${limit}.`;
    case "not_heard_yet":
      return `expected for ${seen} and not heard from yet; Offline after ${limit}.`;
    case "source_unreachable":
      return `its only source cannot be asked; last heard ${seen} ago.`;
    case "source_stalled":
      return `what its only source answers stands still; last heard ${seen} ago.`;
    case "replication_lag":
      return `${follower} lags by ${seen}; the limit is ${limit}.`;
  }
}
