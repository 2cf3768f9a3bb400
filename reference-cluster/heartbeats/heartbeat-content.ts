import type { ShardStats } from "#exporter/domain/terms/shard-stats";

/**
 * What the heartbeats of a cluster say, everything; no `boot_id`, `heartbeat_seq` and `signals_total`; the
 * required fields and nothing else; or everything, but from leaders only.
 */
export const HEARTBEAT_CONTENTS = ["all", "seqnos", "required", "leaders"] as const;

export type HeartbeatContent = (typeof HEARTBEAT_CONTENTS)[number];

/** What is left of a batch where heartbeats have that content. Followers that say they lead count as leaders. */
export function withContent(batch: readonly ShardStats[], content: HeartbeatContent): readonly ShardStats[] {
  switch (content) {
    case "all":
      return batch;
    case "seqnos":
      return batch.map(withSeqnosOnly);
    case "required":
      return batch.map(withRequiredOnly);
    case "leaders":
      return batch.filter(({ role }) => role === "leader");
  }
}

function withSeqnosOnly(stats: ShardStats): ShardStats {
  const { role, leaderSeqno, appliedSeqno } = stats;
  return {
    ...withRequiredOnly(stats),
    ...(role !== undefined && { role }),
    ...(leaderSeqno !== undefined && { leaderSeqno }),
    ...(appliedSeqno !== undefined && { appliedSeqno }),
  };
}

function withRequiredOnly(stats: ShardStats): ShardStats {
  const { shardId, regionId, entityCount, signalThroughputEps, replicationLag, diskBytes } = stats;
  const { lastHeartbeatNs } = stats;
  return { shardId, regionId, entityCount, signalThroughputEps, replicationLag, diskBytes, lastHeartbeatNs };
}
