import type { IncidentSubject } from "../incident";
import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";
/** The label of a row that names the alert, and with it the runbook, about the subject. */
export declare const ALERT_LABEL = "alert";
/** Labels of every row beside those that tell clusters apart. */
export declare const INCIDENT_ROW_LABELS: readonly ["region", "peer", "shard", "alert"];
/** The alert about subjects of a sort. */
export declare const SUBJECT_ALERTS: Readonly<Record<IncidentSubject, string>>;
type SizeMetric = "tidaldb_incident_silent_replicas" | "tidaldb_incident_lagging_followers" | "tidaldb_incident_shards_without_leader" | "tidaldb_incident_critical_shards" | "tidaldb_incident_tenants" | "tidaldb_incident_entities";
/** What is wrong, a row for each subject of incidents; where none is to be told, what that means for each cluster. */
export declare function whatIsWrong(promql: PanelPromql): Signal;
/** How large each incident is; the largest where exporters disagree. */
export declare function incidentSize(promql: PanelPromql, metric: SizeMetric): Signal;
/** When each incident began: the earliest time that any exporter gives. */
export declare function incidentSince(promql: PanelPromql): Signal;
/** Regions in trouble of which no exporter says that incidents explain all of it. */
export declare function notExplained(promql: PanelPromql): string;
export {};
