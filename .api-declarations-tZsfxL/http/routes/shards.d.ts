import type { Route } from "../routing/route";
/** Where one shard is at home. */
export declare const getShardRoute: Route;
/** Adds a shard, or gives it another home, which retires the replica at the old one. */
export declare const putShardRoute: Route;
/** Removes a shard with all its replicas. */
export declare const deleteShardRoute: Route;
