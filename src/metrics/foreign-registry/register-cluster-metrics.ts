import type { Metric as PromClientMetric, OpenMetricsContentType, Registry } from "prom-client";

import type { ControlPlane } from "../../domain/control-plane";
import { CLUSTER_CATALOGUE } from "../catalogue/catalogue";
import type { DetailLevel, MetricGroup } from "../terms/metric-group";
import { RegisteredMetric } from "./registered-metric";
import { ScrapeSnapshot } from "./scrape-snapshot";
import { metricsOf, parseGroups, servedGroups } from "../catalogue/selection";

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
export function registerClusterMetrics(
  registry: AnyRegistry,
  controlPlane: Pick<ControlPlane, "snapshot">,
  { detail = "follower", collect = [] }: ClusterMetricsOptions = {},
): void {
  const asked = parseGroups(collect);
  if (!asked.ok) throw new RangeError(`registerClusterMetrics: ${asked.message}`);
  const metrics = metricsOf(CLUSTER_CATALOGUE, servedGroups(detail, asked.value));
  const taken = metrics.filter(({ name }) => registry.getSingleMetric(name) !== undefined);
  if (taken.length > 0) {
    throw new Error(
      `registerClusterMetrics: the registry already has ${taken.map(({ name }) => name).join(", ")}; ` +
        "register each control plane once, and a second one in a registry of its own",
    );
  }
  const snapshot = new ScrapeSnapshot(() => controlPlane.snapshot());
  for (const [position, metric] of metrics.entries()) {
    const registered = new RegisteredMetric(metric, () => snapshot.for(position));
    // prom-client's type wants one of its four classes; its registry calls only what RegisteredMetric has.
    registry.registerMetric(registered as unknown as PromClientMetric);
  }
}
