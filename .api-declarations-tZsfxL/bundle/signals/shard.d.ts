import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** Replicas that used to send heartbeats and do not any more. */
export declare function downShards(promql: Promql): Signal;
/** Replicas that the topology names and that have not been heard. */
export declare function neverSeenShards(promql: Promql): Signal;
/** How wrong the clocks of a region's live shards are, at worst. */
export declare function regionClockSkew(promql: Promql): Signal;
/** Live shards' clocks that are too far off. */
export declare function wrongClocks(promql: Promql): Signal;
/** WAL directories that are large, still growing, and a multiple of what they were; the largest of each region. */
export declare function growingWals(promql: Promql): Signal;
