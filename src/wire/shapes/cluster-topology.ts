import { z } from "zod";
import type { ShardId } from "../../domain/terms/ids";
import type { ClusterTopology, ShardAssignment } from "../../domain/membership/topology";
import { expectation } from "../fields/expectation";
import { shardAssignmentSchema, shardAssignmentToWire } from "./shard-assignment";

/** The position of the first assignment whose shard an earlier one has already, or -1. */
function repeatedAt(assignments: readonly ShardAssignment[]): number {
  const seen = new Set<ShardId>();
  return assignments.findIndex(({ shardId }) => seen.size === seen.add(shardId).size);
}

const clusterTopologyFields = {
  shards: z
    .array(shardAssignmentSchema, { error: expectation("an array of shard assignments") })
    .meta({ description: "Every assignment, ordered by shard; no shard twice." }),
};

/** tidalDB's `ClusterTopology`. Read in any order, returned ordered by shard; a shard named twice is refused. */
export const clusterTopologySchema: z.ZodType<ClusterTopology> = z
  .object(clusterTopologyFields, { error: expectation("an object") })
  .transform(({ shards }, context): ClusterTopology => {
    const at = repeatedAt(shards);
    if (at >= 0) {
      const message = `expected every shard once, got shard ${String(shards[at]?.shardId)} a second time`;
      context.addIssue({ code: "custom", path: ["shards", at, "shard_id"], message });
    }
    return { shards: [...shards].sort((a, b) => a.shardId - b.shardId) };
  })
  .meta({ description: "The topology: the home region of every shard." });

/** A topology as plain JSON. */
export function clusterTopologyToWire({ shards }: ClusterTopology): Record<string, unknown> {
  return { shards: shards.map(shardAssignmentToWire) };
}
