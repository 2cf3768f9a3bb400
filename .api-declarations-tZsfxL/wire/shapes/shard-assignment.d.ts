import { z } from "zod";
import type { ShardAssignment } from "../../domain/membership/topology";
/** tidalDB's `ShardAssignment`. */
export declare const shardAssignmentSchema: z.ZodType<ShardAssignment>;
/** An assignment as plain JSON. */
export declare function shardAssignmentToWire({ shardId, regionId }: ShardAssignment): Record<string, unknown>;
