import type { OpenMetricsContentType, Registry } from "prom-client";
import type { ControlPlane } from "../../domain/control-plane";
import type { DetailLevel, MetricGroup } from "../terms/metric-group";
/** Which part of the catalogue to register. */
export interface ClusterMetricsOptions {
    /** Finest detail; "follower" (all of it) unless given. */
    readonly detail?: DetailLevel;
    /** Groups to register; all unless given. */
    readonly collect?: readonly MetricGroup[];
}
/** A registry for either format. */
export type AnyRegistry = Registry | Registry<OpenMetricsContentType>;
/**
 * Puts the metrics of a control plane into an application's own prom-client registry: everything about the cluster, its
 * regions, shards and followers, and of the group `exporter` what the control plane itself counts. Each scrape of the
 * registry is rendered from one snapshot. The registry may serve either format, also both by turns.
 *
 * @throws RangeError when `collect` names an unknown group; nothing is registered then.
 * @throws Error when the registry already has a metric of the same name, this control plane's or another's; nothing is
 * registered then.
 */
export declare function registerClusterMetrics(registry: AnyRegistry, controlPlane: Pick<ControlPlane, "snapshot">, { detail, collect }?: ClusterMetricsOptions): void;
