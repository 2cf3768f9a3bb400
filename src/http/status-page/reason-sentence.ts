import type { Reason } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import { formatDuration } from "./format";

/** One reason as a sentence for people: which shard, what was seen, and where the limit is. */
export function reasonSentence(reason: Reason, nameOf: (regionId: RegionId) => string): string {
  const { rule, shardId, follower, observed, threshold } = reason;
  const seen = formatDuration(observed);
  const limit = formatDuration(threshold);
  switch (rule) {
    case "no_heartbeat":
      return `Shard ${shardId}: no heartbeat for ${seen}; the limit is ${limit}.`;
    case "never_heard":
      return `Shard ${shardId}: expected, and never heard from in ${seen}; the limit is ${limit}.`;
    case "not_heard_yet":
      return `Shard ${shardId}: expected for ${seen} and not heard from yet; Offline after ${limit}.`;
    case "source_unreachable":
      return `Shard ${shardId}: its only source cannot be asked; last heard ${seen} ago.`;
    case "source_stalled":
      return `Shard ${shardId}: what its only source answers stands still; last heard ${seen} ago.`;
    case "replication_lag": {
      const where = follower === undefined ? "a follower" : `the follower in ${nameOf(follower)}`;
      return `Shard ${shardId}: ${where} lags by ${seen}; the limit is ${limit}.`;
    }
  }
}
