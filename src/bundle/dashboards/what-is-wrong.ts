import { firingAlerts } from "../signals/panels/firing-alerts";
import { ALERT_LABEL, incidentSince, incidentSize, whatIsWrong } from "../signals/panels/incident-rows";
import type { PanelPromql } from "../signals/panels/panel-promql";
import { drillDown, ofRow, runbookLink } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { tablePanel } from "./panels/table-panel";
import type { ValueColumn } from "./panels/table-panel";
import { noneIsGood } from "./panels/thresholds";
import { incidentMappings, severityMappings } from "./panels/value-mappings";

/**
 * What is wrong in the chosen clusters, across the whole page. Where regions or shards are chosen: what concerns them, an incident
 * elsewhere included of which they suffer the effect.
 */
export function whatIsWrongBand(promql: PanelPromql): Band {
  return { height: 7, panels: [[24, whatIsWrongTable(promql)]] };
}

const NARROWED =
  "Here: those that concern what is chosen. They name it, hold it, or explain what it suffers from; a shard without a leader, and " +
  "what nobody hears, concern all regions.";

/** A row for each incident, the worst first; or that nothing is wrong, or that nobody knows. */
function whatIsWrongTable(promql: PanelPromql): PanelBuilder {
  const wrong = whatIsWrong(promql);
  return tablePanel(promql, {
    title: wrong.title,
    description:
      `${wrong.description}${promql.chooses("region") ? ` ${NARROWED}` : ""} ` +
      "Click a region or a shard to see it alone, and an alert for its runbook.",
    rows: undefined,
    labels: [
      { label: promql.clusterLabel, heading: "Cluster", width: 120 },
      { label: "region", heading: "Region", links: [toDashboard("region", "Region")] },
      { label: "peer", heading: "Peer", width: 100, links: [toDashboard("region", "Peer")] },
      { label: "shard", heading: "Shard", width: 70, links: [toDashboard("replication", "Shard")] },
      { label: "source", heading: "Source", width: 100 },
      { label: ALERT_LABEL, heading: "Alert", width: 190, links: [runbookLink(promql.options, "Alert")] },
    ],
    values: [
      { signal: wrong, heading: "What", mappings: incidentMappings(), width: 250 },
      { signal: incidentSince(promql), heading: "Since", width: 120 },
      size(promql, "tidaldb_incident_silent_replicas", "Silent", 70),
      size(promql, "tidaldb_incident_lagging_followers", "Lagging", 80),
      {
        ...size(promql, "tidaldb_incident_shards_without_leader", "No leader", 105),
        limits: noneIsGood("offline"),
      },
      { ...size(promql, "tidaldb_incident_critical_shards", "Critical", 75), limits: noneIsGood("degraded") },
      size(promql, "tidaldb_incident_tenants", "Tenants", 80),
      size(promql, "tidaldb_incident_entities", "Entities", 85),
    ],
    firstValue: true,
    sortBy: [{ heading: "No leader" }, { heading: "What" }],
  });
}

function size(
  promql: PanelPromql,
  metric: Parameters<typeof incidentSize>[1],
  heading: string,
  width: number,
): ValueColumn {
  return { signal: incidentSize(promql, metric), heading, width };
}

function toDashboard(
  dashboard: "region" | "replication",
  heading: "Region" | "Peer" | "Shard",
): ReturnType<typeof drillDown> {
  return dashboard === "region"
    ? drillDown("Open region", dashboard, { region: ofRow(heading) })
    : drillDown("Open shard", dashboard, { shard: ofRow(heading) });
}

/** Alerts that fire, with a way to their runbooks. */
export function firingAlertsTable(promql: PanelPromql): PanelBuilder {
  const firing = firingAlerts(promql);
  return tablePanel(promql, {
    title: firing.title,
    description: `${firing.description} Click an alert for its runbook.`,
    rows: undefined,
    labels: [
      { label: promql.clusterLabel, heading: "Cluster", width: 130 },
      { label: "alertname", heading: "Alert", links: [runbookLink(promql.options, "Alert")] },
      { label: "severity", heading: "Severity", width: 90, mappings: severityMappings() },
      { label: "region", heading: "Region" },
      { label: "peer", heading: "Peer", width: 100 },
      { label: "shard", heading: "Shard", width: 70 },
    ],
    values: [{ signal: firing, heading: "Since", width: 140 }],
    sortBy: [{ heading: "Severity", ascending: true }],
  });
}
