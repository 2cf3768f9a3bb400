import type { RegionId } from "../terms/ids";
import type { ReasonRows } from "./reason-rows";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-table";
/**
 * Collects what speaks against each replica, by its state: nothing while it is Healthy, a row per lagging follower while it
 * is Degraded, its silence while it is Offline or has not been heard.
 *
 * @param slots - of the replicas, by shard.
 * @param livedMs - when their states were found out.
 * @param rowsOf - where to put the reasons of a region; undefined for one that nobody asks about.
 */
export declare function gatherReasons(columns: ReplicaColumns, slots: Uint32Array, livedMs: number, thresholds: HealthThresholds, rowsOf: (regionId: RegionId) => ReasonRows | undefined): void;
