import { z } from "zod";
import type { ShardStats } from "../../domain/terms/shard-stats";
/** One heartbeat. Unknown fields are ignored; null in an optional field means that it is absent, as in serde. */
export declare const shardStatsSchema: z.ZodType<ShardStats>;
/** A heartbeat as plain JSON. Absent extensions are left out. */
export declare function shardStatsToWire(stats: ShardStats): Record<string, unknown>;
