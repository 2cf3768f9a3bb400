import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";

/** Planned work while it is in force: 1 for each window, so that a mark is as long as the window. */
export function maintenanceLasting(promql: PanelPromql): Signal {
  // Not narrowed: work on a region explains what is seen in others.
  const all = promql.without("region", "shard", "follower", "instance");
  const inForce = all.series("tidaldb_maintenance_end_timestamp_seconds");
  return {
    name: "maintenanceLasting",
    expr: `group ${all.by("id", "region", "shard")} (${inForce})`,
    unit: "state",
    title: "Planned work",
    description:
      "Planned work for as long as it is in force, a row for each announcement. Work that announces each of its states shows how far it is.",
    legend: promql.legend("{{id}} {{region}} {{shard}}"),
  };
}
