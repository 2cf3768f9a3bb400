import { z } from "zod";
import type { ClusterTopology } from "../../domain/membership/topology";
/** tidalDB's `ClusterTopology`. Read in any order, returned ordered by shard; a shard named twice is refused. */
export declare const clusterTopologySchema: z.ZodType<ClusterTopology>;
/** A topology as plain JSON. */
export declare function clusterTopologyToWire({ shards }: ClusterTopology): Record<string, unknown>;
