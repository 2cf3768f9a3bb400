import { REPLICA_RECORDS, SILENT_PER_REGION } from "../recorded-replicas";
import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** Every replica has it, also one that was never heard. */
const UP = "tidaldb_shard_up";
const ARRIVAL = "tidaldb_shard_last_heartbeat_timestamp_seconds";

/** Stands for the age of a heartbeat that never came: more than 30 years, and sorted before all that did. */
export const NEVER_HEARD_SECONDS = 1_000_000_000;

/**
 * How long ago recorded moments were at the scrape that brought them. Measured by the time of the question they would be older by the
 * age of that scrape and of the evaluation: by half a minute in the worst case, which is what makes a replica Offline.
 */
export function recordedAge(promql: PanelPromql, moments: string): string {
  const clock = `max ${promql.by()} (${promql.recorded(REPLICA_RECORDS.clock, [])})`;
  return `${clock}\n- ${promql.on()} group_right ()\n${moments}`;
}

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
    expr: recordedAge(
      promql,
      `max ${promql.by("region")} (${promql.recorded(REPLICA_RECORDS.newest, ["region"])})`,
    ),
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
    expr: recordedAge(
      promql,
      `min ${promql.by("region")} (${promql.recorded(REPLICA_RECORDS.oldest, ["region"])})`,
    ),
    unit: "seconds",
    title: "Longest silence by region",
    description: "Age of the last heartbeat of the replica that has been silent for longest.",
    legend: promql.legend("{{region}}"),
  };
}

/** The last heartbeats of the replicas that have been silent for longest, of those that are recorded. */
function longestSilent(promql: PanelPromql, count: number): string {
  const oldest = promql.recorded(REPLICA_RECORDS.silent, ["shard", "region"]);
  return `bottomk(${Math.min(count, SILENT_PER_REGION)}, max ${promql.by("shard", "region")} (${oldest}))`;
}

/** The replicas that have been silent for longest; those that were never heard before all others. */
export function mostSilentReplicas(promql: PanelPromql, count: number): Signal {
  return {
    name: "mostSilentReplicas",
    // Never heard is recorded as 0, so that its age is more than 30 years.
    expr: recordedAge(promql, longestSilent(promql, count)),
    unit: "seconds",
    title: "Silent for",
    description: "Time since the last heartbeat of the replica.",
  };
}

/**
 * A gauge of the replicas that {@link mostSilentReplicas} ranks: NaN for those that have none and, where it says what a
 * replica does and not what it has, for those that are not heard.
 */
export function ofMostSilentReplicas(
  promql: PanelPromql,
  count: number,
  signal: Omit<Signal, "expr"> & { readonly metric: string; readonly isOfLive?: true },
): Signal {
  const { metric, isOfLive, ...rest } = signal;
  const by = promql.by("shard", "region");
  const gauge = (name: string): string => `max ${by} (${promql.series(name)})`;
  const live = isOfLive === true ? ` and ${gauge(UP)} == 1` : "";
  const ranked = longestSilent(promql, count);
  const on = promql.on("shard", "region");
  return { ...rest, expr: `(${gauge(metric)}${live}\nand ${on}\n${ranked})\nor\n${ranked} * NaN` };
}
