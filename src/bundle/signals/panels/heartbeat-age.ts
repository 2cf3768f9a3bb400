import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** Every replica has it, also one that was never heard. */
const UP = "tidaldb_shard_up";
const ARRIVAL = "tidaldb_shard_last_heartbeat_timestamp_seconds";

/** Stands for the age of a heartbeat that never came: more than 30 years, and sorted before all that did. */
export const NEVER_HEARD_SECONDS = 1_000_000_000;

/** How old what the exporter knows is: the age of the newest heartbeat of all. */
export function newestHeartbeat(promql: PanelPromql): Signal {
  return {
    name: "newestHeartbeat",
    expr: `time() - max (${promql.series(ARRIVAL)})`,
    unit: "seconds",
    title: "Data age",
    description:
      "Age of the newest heartbeat that the exporter took in. When this grows, everything else here is as old as that.",
    legend: "newest heartbeat",
  };
}

/** Age of the newest heartbeat of each region. */
export function regionNewestHeartbeat(promql: PanelPromql): Signal {
  return {
    name: "regionNewestHeartbeat",
    expr: `time() - max ${promql.by("region")} (${promql.series(ARRIVAL)})`,
    unit: "seconds",
    title: "Newest heartbeat by region",
    description:
      "Age of the newest heartbeat from the region, of any of its replicas. It grows when the whole region is silent.",
    legend: promql.legend("{{region}}"),
  };
}

/** Age of the oldest last heartbeat of each region: that of its most silent replica. */
export function regionOldestHeartbeat(promql: PanelPromql): Signal {
  return {
    name: "regionOldestHeartbeat",
    expr: `time() - min ${promql.by("region")} (\n  max ${promql.by("shard", "region")} (${promql.series(ARRIVAL)})\n)`,
    unit: "seconds",
    title: "Longest silence by region",
    description: "Age of the last heartbeat of the replica that has been silent for longest.",
    legend: promql.legend("{{region}}"),
  };
}

/** The replicas that have been silent for longest; those that were never heard before all others. */
export function mostSilentReplicas(promql: PanelPromql, count: number): Signal {
  const by = promql.by("shard", "region");
  return {
    name: "mostSilentReplicas",
    expr: `topk(${count},
  time() - max ${by} (${promql.series(ARRIVAL)})
  or
  max ${by} (${promql.series(UP)}) + ${NEVER_HEARD_SECONDS}
)`,
    unit: "seconds",
    title: "Silent for",
    description: "Time since the last heartbeat of the replica.",
  };
}

/**
 * A gauge of the replicas that {@link mostSilentReplicas} ranks: NaN for those that have none. To rank them once more for
 * that would cost more than to go through all replicas.
 */
export function ofMostSilentReplicas(
  promql: PanelPromql,
  count: number,
  signal: Omit<Signal, "expr"> & { readonly metric: string },
): Signal {
  const { metric, ...rest } = signal;
  const gauge = (name: string): string => `max ${promql.by("shard", "region")} (${promql.series(name)})`;
  const filled = metric === UP ? gauge(UP) : `(\n  ${gauge(metric)}\n  or\n  ${gauge(UP)} * NaN\n)`;
  return { ...rest, expr: `${filled}\nand\n${mostSilentReplicas(promql, count).expr}` };
}
