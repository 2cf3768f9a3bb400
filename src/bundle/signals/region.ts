import { indent } from "../promql/indent";
import { oneOf, otherThan } from "../promql/label-matcher";
import type { LabelMatcher } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

const HEALTH = "tidaldb_region_health";

/** State of each region: per state 1 where some replica of the exporter says so. */
export function regionHealth(promql: Promql): Signal {
  return {
    name: "regionHealth",
    expr: promql.aggregate("max", ["region", "state"], promql.metric(HEALTH)),
    unit: "state",
    title: "Region health",
    description: "1 for the state that the region is in, 0 for the others.",
    legend: "{{region}} {{state}}",
  };
}

/**
 * Regions that are in one state and, according to no replica of the exporter, in a better one. Silence that only one of
 * them hears is a matter of its own network; and one that has just started, for which a region is unknown, has no vote.
 */
function regionsNoBetterThan(promql: Promql, state: "offline" | "degraded"): string {
  const better = state === "offline" ? oneOf("healthy", "degraded") : "healthy";
  const inState = (matcher: LabelMatcher): string =>
    `${promql.aggregate("max", ["region"], promql.metric(HEALTH, { state: matcher }))} == 1`;
  return `${inState(state)}\nunless\n${inState(better)}`;
}

/**
 * Less those of which incidents say what is wrong, which page, and those that planned work covers. An exporter without these metrics
 * explains nothing.
 */
function notExplained(promql: Promql): string {
  const isSo = (name: string): string =>
    `unless\n${promql.aggregate("max", ["region"], promql.metric(name))} == 1`;
  return `${isSo("tidaldb_region_health_explained")}\n${isSo("tidaldb_region_announced")}`;
}

/** Regions that one exporter of the cluster hears and another does not, as Prometheus or they themselves see it. */
export function disputedRegions(promql: Promql): Signal {
  const some = (state: LabelMatcher): string =>
    `${promql.aggregate("max", ["region"], promql.metric(HEALTH, { state }))} == 1`;
  const told = promql.aggregate("max", ["region"], promql.metric("tidaldb_exporter_disagreement"));
  return {
    name: "disputedRegions",
    expr: `${some("offline")}\nand\n${some(oneOf("healthy", "degraded"))}\nor\n${told} > 0`,
    unit: "state",
    title: "Regions about which control planes disagree",
    description:
      "1 or more for each region that some exporter of the cluster hears and another calls Offline. No series for the rest. One that knows nothing of a region has no say.",
    legend: "{{region}}",
  };
}

/** Offline regions that no incident explains. */
export function unexplainedOfflineRegions(promql: Promql): Signal {
  const signal = offlineRegions(promql);
  return {
    ...signal,
    name: "unexplainedOfflineRegions",
    expr: `${signal.expr}\n${notExplained(promql)}`,
    title: "Offline regions that no incident explains",
    description: `${signal.description} Those that incidents explain, and those that planned work covers, are left out.`,
  };
}

/** Degraded regions that no incident explains. */
export function unexplainedDegradedRegions(promql: Promql): Signal {
  const signal = degradedRegions(promql);
  return {
    ...signal,
    name: "unexplainedDegradedRegions",
    expr: `${signal.expr}\n${notExplained(promql)}`,
    title: "Degraded regions that no incident explains",
    description: `${signal.description} Those that incidents explain, and those that planned work covers, are left out.`,
  };
}

/** Regions of which no replica of the exporter knows anything. */
export function unknownRegions(promql: Promql): Signal {
  const known = promql.metric(HEALTH, { state: oneOf("healthy", "degraded", "offline") });
  return {
    name: "unknownRegions",
    expr: `${promql.aggregate("max", ["region"], promql.metric(HEALTH, { state: "unknown" }))} == 1
unless
${promql.aggregate("max", ["region"], known)} == 1`,
    unit: "state",
    title: "Regions of which nothing is known",
    description:
      "1 for each region that is unknown, and that no other replica of the exporter knows. No series for the rest.",
    legend: "{{region}}",
  };
}

/** Regions of which no replica is heard. */
export function offlineRegions(promql: Promql): Signal {
  return {
    name: "offlineRegions",
    expr: regionsNoBetterThan(promql, "offline"),
    unit: "state",
    title: "Offline regions",
    description:
      "1 for each region that is Offline, and not heard by any other replica of the exporter either. No series for the rest.",
    legend: "{{region}}",
  };
}

/** Regions that are heard, but not Healthy. */
export function degradedRegions(promql: Promql): Signal {
  return {
    name: "degradedRegions",
    expr: regionsNoBetterThan(promql, "degraded"),
    unit: "state",
    title: "Degraded regions",
    description:
      "1 for each region with an Offline replica or a lagging follower, unless another replica of the exporter sees it " +
      "Healthy. No series for the rest.",
    legend: "{{region}}",
  };
}

/** How much of the cluster is dark. */
export function offlineRegionShare(promql: Promql): Signal {
  const by = promql.by();
  return {
    name: "offlineRegionShare",
    expr: `count ${by} (
${indent(offlineRegions(promql).expr)}
)
/
count ${by} (${promql.aggregate("group", ["region"], promql.metric(HEALTH))})`,
    unit: "share",
    title: "Share of the regions that is Offline",
    description: "Offline regions, by all regions with a replica. No series while none is Offline.",
  };
}

/** Changes of state in the flapping window, from and to states that are about the region, not about the exporter's start. */
export function regionFlaps(promql: Promql): Signal {
  const { flappingMs } = promql.options.windows;
  const changes = promql.metric("tidaldb_region_health_transitions_total", {
    from: otherThan("unknown"),
    to: otherThan("unknown"),
  });
  return {
    name: "regionFlaps",
    expr: `max ${promql.by("region")} (
  ${promql.aggregate("sum", ["instance", "region"], `increase(${changes}[${promqlDuration(flappingMs)}])`)}
)`,
    unit: "count",
    title: `Changes of state in ${promqlDuration(flappingMs)}`,
    description:
      "How often the region changed between Healthy, Degraded and Offline. What a start of the exporter causes is left out.",
    legend: "{{region}}",
  };
}

/** Clusters of which too many regions are dark. */
export function mostlyOfflineClusters(promql: Promql): Signal {
  const signal = offlineRegionShare(promql);
  return {
    ...signal,
    name: "mostlyOfflineClusters",
    title: "Clusters with too few regions",
    expr: `${signal.expr}\n>= ${promql.options.thresholds.offlineRegionShare}`,
  };
}

/** Regions that change their state too often. */
export function flappingRegions(promql: Promql): Signal {
  const signal = regionFlaps(promql);
  return {
    ...signal,
    name: "flappingRegions",
    title: "Flapping regions",
    // One change less, seen between scrapes, extrapolates to a little more than it was: still less than this.
    expr: `${signal.expr} >= ${promql.options.thresholds.regionFlaps}`,
  };
}
