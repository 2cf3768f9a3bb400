import { z } from "zod";
import type { ShardAssignment } from "../../domain/membership/topology";
import { expectation } from "../fields/expectation";
import { u16 } from "../fields/number-schemas";

const shardAssignmentFields = {
  shard_id: u16("The shard."),
  region_id: u16("The shard's home region: where its leader belongs."),
};

/** tidalDB's `ShardAssignment`. */
export const shardAssignmentSchema: z.ZodType<ShardAssignment> = z
  .object(shardAssignmentFields, { error: expectation("an object") })
  .transform((wire): ShardAssignment => ({ shardId: wire.shard_id, regionId: wire.region_id }))
  .meta({ description: "Which region a shard is at home in." });

/** An assignment as plain JSON. */
export function shardAssignmentToWire({ shardId, regionId }: ShardAssignment): Record<string, unknown> {
  return { shard_id: shardId, region_id: regionId };
}
