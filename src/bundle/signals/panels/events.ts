import { REPLICA_RECORDS } from "../recorded-replicas";
import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";

/** Incidents while they last: 1 for each of them, so that a mark is as long as the incident. */
export function incidentsLasting(promql: PanelPromql): Signal {
  // Not narrowed: what is wrong in one region is often explained by an incident elsewhere.
  const all = promql.without("region", "shard", "follower", "instance");
  const active = all.series("tidaldb_incident_active");
  return {
    name: "incidentsLasting",
    expr: `group ${all.by("cause", "region", "peer", "shard")} (${active})`,
    unit: "state",
    title: "Incidents",
    description: "1 while an incident lasts.",
    legend: promql.legend("{{cause}} {{region}} {{peer}} {{shard}}"),
  };
}

/** Regions that stopped leading some shard which another one leads now, for some minutes. */
export function leadersMoved(promql: PanelPromql): Signal {
  const all = promql.without("region", "shard", "follower", "instance");
  return {
    name: "leadersMoved",
    expr: `group ${all.by("region")} (${all.recorded(REPLICA_RECORDS.leadersMoved, ["region"])})`,
    unit: "state",
    title: "Leaders moved",
    description: "1 where a shard that was led in the region is led elsewhere now.",
    legend: promql.legend("{{region}}"),
  };
}

/** Clusters whose topology got or lost shards, for as long as Grafana looks back. */
export function shardsChanged(promql: PanelPromql): Signal {
  const all = promql.without("region", "shard", "follower", "instance");
  return {
    name: "shardsChanged",
    expr: `max ${all.by()} (${all.overRate("changes", "tidaldb_cluster_shards")}) > 0`,
    unit: "count",
    title: "Shards changed",
    description: "How often the number of shards in the topology changed.",
    legend: promql.legend("shards changed"),
  };
}

/** When each exporter that is scraped started, with the version that it runs. */
export function versionStarted(promql: PanelPromql): Signal {
  const started = promql.series("process_start_time_seconds");
  const build = promql.series("tidaldb_exporter_build_info");
  const labels = ["instance", "version"];
  return {
    name: "versionStarted",
    expr: `group ${promql.by(...labels)} (${build})
* ${promql.on("instance")} group_left ()
max ${promql.by("instance")} (${started})`,
    unit: "timestamp_seconds",
    title: "Version started",
    description: "When the process started, by the version of the exporter that it runs.",
    legend: promql.legend("{{instance}}"),
  };
}
