import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** Worst lag of each follower behind each region, over the shards. */
export declare function followerLag(promql: Promql): Signal;
/**
 * Followers over the lag limit that will not be below it soon at their present pace, by the region that they follow. The
 * second condition is what keeps a follower that is catching up after a restart from being reported.
 */
export declare function laggingFollowers(promql: Promql): Signal;
/**
 * Followers that apply nothing of what their leader writes: the distance grows by as much as the head moves. Where the head
 * is not reported, the rate at which the replica applies events stands in for it.
 */
export declare function stalledFollowers(promql: Promql): Signal;
