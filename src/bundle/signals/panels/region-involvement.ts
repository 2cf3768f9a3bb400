import { indent } from "../../promql/indent";
import { oneOf } from "../../promql/label-matcher";
import { subjectCauses } from "../incident-subject";
import type { Signal } from "../signal";
import { regionsOfPeers } from "./concerned-subjects";
import { notExplained } from "./incident-rows";
import type { PanelPromql } from "./panel-promql";

/** What a region has to do with what is wrong, as numbers. */
export const INVOLVEMENT_CODES = { not_explained: 3, subject: 2, affected: 1 } as const;

/** Whether what is broken is broken in a region, or the region only suffers from it. Nothing where neither can be told. */
export function regionInvolvement(promql: PanelPromql): Signal {
  const by = promql.by("region");
  const on = promql.on("region");
  const incidents = promql.series("tidaldb_incident_active", {
    cause: oneOf(...subjectCauses("region"), ...subjectCauses("link"), ...subjectCauses("replica")),
  });
  const subjects = `group ${by} (${incidents})\nor\n${regionsOfPeers(promql, "link")}`;
  const bad = promql.series("tidaldb_region_health", { state: oneOf("offline", "degraded") });
  const explained = `max ${by} (${promql.series("tidaldb_region_health_explained")})`;
  const unheard = `group ${promql.by()} (${promql.series("tidaldb_incident_active", { cause: "nothing_heard" })})`;
  const affected = `max ${by} (${bad}) == 1\nand ${on}\n${explained} == 1\nunless ${promql.on()}\n${unheard}`;
  const { not_explained, subject, affected: onlyAffected } = INVOLVEMENT_CODES;
  return {
    name: "regionInvolvement",
    expr: [
      `(\n${indent(subjects)}\n) * ${subject}`,
      `(\n${indent(notExplained(promql))}\n) * 0 + ${not_explained}`,
      `(\n${indent(affected)}\n) * ${onlyAffected}`,
    ].join(`\nor ${on}\n`),
    unit: "state",
    title: "Part in what is wrong",
    description:
      "Broken here: an incident is about the region. Affected: incidents elsewhere explain its state. Not explained: no incident does.",
    legend: promql.legend("{{region}}"),
  };
}
