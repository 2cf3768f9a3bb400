import { indent } from "../promql/indent";
import { oneOf } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { subjectCauses } from "./incident-subject";
import type { Signal } from "./signal";

/** How long before its announcement ends a broken thing is told of. Seconds. */
const SOON_SECONDS = 600;

/** Regions in which something is still broken, and the planned work that explains it is about to end. */
export function maintenanceEndingSoon(promql: Promql): Signal {
  // Those that have a region; a condition on that label itself would not hold where Prometheus renames it.
  const cause = oneOf(...subjectCauses("region"), ...subjectCauses("link"), ...subjectCauses("replica"));
  const until = promql.metric("tidaldb_incident_announced_until_timestamp_seconds", { cause });
  const active = promql.metric("tidaldb_incident_active", { cause });
  const clock = `max ${promql.by("instance")} (${promql.metric("tidaldb_exporter_time_seconds")})`;
  const left = `(${until} and ${active} == 1)\n- ${promql.on("instance")} group_left ()\n${clock}`;
  return {
    name: "maintenanceEndingSoon",
    expr: `min ${promql.by("region")} (
${indent(left)}
) < ${SOON_SECONDS}`,
    unit: "seconds",
    title: "Planned work that ends soon",
    description:
      "Seconds until the planned work ends that explains what is broken in a region, where that is less than ten minutes. No " +
      "series for the rest.",
    legend: "{{region}}",
  };
}
