import { ControlPlane } from "../../domain/control-plane";
import type { ShardId } from "../../domain/terms/ids";
import type { DetailLevel } from "../../metrics/terms/metric-group";
import type { ClusterShape } from "./imagined-cluster";
/** The cluster that is planned, and how much of it is exported. */
export interface CapacityQuestion extends ClusterShape {
    readonly detail: DetailLevel;
}
/** What an exporter of this cluster serves and needs. */
export interface CapacityPlan {
    /** Copies of shards that send heartbeats. */
    readonly replicas: number;
    /** Series of the catalogue in one scrape: exact, once every replica has reported all that it can. */
    readonly series: number;
    /** Series about the exporter's own process beside them; a few more or less by Node's version and platform. */
    readonly processSeries: number;
    /** Bytes of one scrape in the text format, without gzip, the process's own series included; within a tenth. */
    readonly bodyBytes: number;
    /** Resident memory of the exporter at its highest: an estimate. */
    readonly memoryBytes: number;
}
/** The largest cluster that can be planned: 16 bits of shards, and more regions and followers than anybody has. */
export declare const LARGEST_SHAPE: {
    readonly regions: 1000;
    readonly shards: 65536;
    readonly followers: 100;
};
/** The details that can be planned for. */
export declare const PLANNED_DETAILS: readonly DetailLevel[];
/**
 * Predicts what a cluster of this shape takes. Heartbeats of an imagined cluster go through the control plane and the
 * catalogue themselves, so that no formula can fall behind them: of all its shards when they are few, else of so many
 * that all regions are there, and of a sample that stands for the rest.
 *
 * @throws RangeError when the shape is none: see {@link shapeProblem}.
 */
export declare function planCapacity(question: CapacityQuestion): CapacityPlan;
/** Why a shape cannot be planned, or undefined. Numbers are named as the command line names them. */
export declare function shapeProblem({ regions, shards, followers }: ClusterShape): string | undefined;
/** A control plane that has heard every replica of these shards once. */
export declare function imaginedControlPlane(shape: ClusterShape, shardIds: readonly ShardId[]): ControlPlane;
