import { indent } from "../../promql/indent";
import { oneOf } from "../../promql/label-matcher";
import { promqlDuration } from "../../promql/promql-duration";
import { subjectCauses, subjectLabels } from "../incident-subject";
import type { IncidentSubject } from "../incident-subject";
import type { Signal } from "../signal";
import { SUBJECT_ALERTS } from "../subject-alerts";
import { concernedSubjects, concerningIncidents } from "./concerned-subjects";
import { INCIDENT_CODES, VERDICT_CODES } from "./incident-code";
import type { PanelPromql } from "./panel-promql";
import { inEveryRow, NOT_KNOWN } from "./table-rows";

/** The label of a row that names the alert, and with it the runbook, about the subject. */
export const ALERT_LABEL = "alert";

/** Labels of every row beside those that tell clusters apart. */
export const INCIDENT_ROW_LABELS = ["region", "peer", "shard", "source", ALERT_LABEL] as const;

const SUBJECTS = Object.keys(SUBJECT_ALERTS) as readonly IncidentSubject[];
const SETTLED = "tidaldb_exporter_settled";
const HEALTH = "tidaldb_region_health";

type SizeMetric =
  | "tidaldb_incident_silent_replicas"
  | "tidaldb_incident_lagging_followers"
  | "tidaldb_incident_shards_without_leader"
  | "tidaldb_incident_critical_shards"
  | "tidaldb_incident_tenants"
  | "tidaldb_incident_entities";

/**
 * What is wrong, a row for each subject of incidents that concerns what is chosen; where none is to be told, what that means for
 * each cluster.
 */
export function whatIsWrong(promql: PanelPromql): Signal {
  const everywhere = ofEverything(promql);
  const incidents = ofSubjects(promql, (subject, labels) => {
    const codes = subjectCauses(subject).map((cause) => {
      const code = INCIDENT_CODES[cause as keyof typeof INCIDENT_CODES];
      // 0 while it heals, and a row as long as it is listed.
      return `${everywhere.series("tidaldb_incident_active", { cause })} * 0 + ${code}`;
    });
    return `max ${promql.by(...labels)} (\n${indent(codes.join("\nor\n"))}\n)`;
  });
  const fallback = inRow(`vector(${VERDICT_CODES.not_seen})`, { [promql.clusterLabel]: NOT_KNOWN });
  return {
    name: "whatIsWrong",
    expr: `${[incidents, ...verdicts(promql)].join("\nor\n")}\nor on ()\n${fallback}`,
    unit: "state",
    title: "What is wrong",
    description:
      "Each region, link, replica, shard or source that an incident is about, the worst first, with the widest cause that any exporter " +
      "gives. Where no exporter is scraped and had the time to hear everybody, nobody knows whether that is all.",
  };
}

/** How large each incident is; the largest where exporters disagree. */
export function incidentSize(promql: PanelPromql, metric: SizeMetric): Signal {
  const everywhere = ofEverything(promql);
  const sizes = ofSubjects(
    promql,
    (subject, labels) =>
      `max ${promql.by(...labels)} (${everywhere.series(metric, { cause: oneOf(...subjectCauses(subject)) })})`,
  );
  return {
    name: metric,
    expr: inEveryIncidentRow(promql, sizes),
    unit: "count",
    title: "Size of incidents",
    description: "How much each incident touches.",
  };
}

/** When each incident began: the earliest time that any exporter gives; of what alerts know, since when they do. */
export function incidentSince(promql: PanelPromql): Signal {
  const metric = "tidaldb_incident_started_timestamp_seconds";
  const everywhere = ofEverything(promql);
  const started = ofSubjects(
    promql,
    (subject, labels) =>
      `min ${promql.by(...labels)} (${everywhere.series(metric, { cause: oneOf(...subjectCauses(subject)) })})`,
  );
  return {
    name: "incidentSince",
    expr: inEveryIncidentRow(promql, `${started}\nor\n${verdictsSince(promql)}`),
    unit: "timestamp_seconds",
    title: "Incident since",
    description: "When what the incident explains began.",
  };
}

/** Since when nobody watches a cluster, or a region has been in a state that nothing explains. */
function verdictsSince(promql: PanelPromql): string {
  const unwatched = ["TidaldbExporterAbsent", "TidaldbExporterUnreachable", "TidaldbControlPlanesBlind"].map(
    (alertname) =>
      // Of several exporters the last that went: until then somebody watched.
      inRow(`max ${promql.by()} (${promql.alerts("ALERTS_FOR_STATE", { alertname })})`, {
        [ALERT_LABEL]: alertname,
      }),
  );
  const changed = promql.series("tidaldb_region_health_changed_timestamp_seconds");
  const unexplained = inRow(
    `min ${promql.by("region")} (${changed})`,
    { [ALERT_LABEL]: "TidaldbRegionDegraded" },
    ["region"],
  );
  return `(\n${indent([...unwatched, unexplained].join("\nor\n"))}\n)\nand\n(\n${indent(verdicts(promql).join("\nor\n"))}\n)`;
}

/** A value for each incident and, as for {@link whatIsWrong}, a row for each verdict. */
function inEveryIncidentRow(promql: PanelPromql, incidents: string): string {
  const rows = verdicts(promql).join("\nor\n");
  const signal = { name: "", unit: "count", title: "", description: "", expr: incidents } as const;
  return inEveryRow(signal, rows, [promql.clusterLabel, ...INCIDENT_ROW_LABELS]).expr;
}

/** Incidents are chosen by what they concern, not by their labels: most of them lack some. */
function ofEverything(promql: PanelPromql): PanelPromql {
  return promql.without("region", "shard", "follower", "instance");
}

/**
 * Rows of all incidents that concern what is chosen. Each sort of subject is grouped by its own labels: where the target has a label `region`, it would
 * otherwise stand in for the region that a shard's incident does not have.
 */
function ofSubjects(
  promql: PanelPromql,
  grouped: (subject: IncidentSubject, labels: readonly string[]) => string,
): string {
  return SUBJECTS.map((subject) => {
    const labels = subject === "replica" ? ["region", "peer", "shard"] : subjectLabels(subject);
    const known = { [ALERT_LABEL]: SUBJECT_ALERTS[subject] };
    const concerned = concernedSubjects(promql, subject, labels);
    const all = grouped(subject, labels);
    const rows =
      concerned === undefined
        ? all
        : `(\n${indent(`${all}\nand ${promql.on(...labels)}\n(\n${indent(concerned)}\n)`)}\n)`;
    return inRow(rows, known, labels);
  }).join("\nor\n");
}

/** The labels of a row, {@link NOT_KNOWN} where the subject has none; a shard may be behind towards all, so without a peer. */
function inRow(expr: string, labels: Readonly<Record<string, string>>, own: readonly string[] = []): string {
  const given = { ...Object.fromEntries(INCIDENT_ROW_LABELS.map((label) => [label, NOT_KNOWN])), ...labels };
  return Object.entries(given).reduce((inner, [label, value]) => {
    if (!own.includes(label)) return `label_replace(${inner}, "${label}", "${value}", "", "")`;
    return label === "peer" ? `label_replace(${inner}, "${label}", "${value}", "${label}", "")` : inner;
  }, expr);
}

/** What is said of a cluster, or of a region, that no incident explains. */
function verdicts(promql: PanelPromql): readonly string[] {
  const { by, on } = { by: promql.by(), on: promql.on() };
  const settled = `max ${by} (${promql.series(SETTLED)}) == 1`;
  const targets = `group ${by} (${promql.series("up")}) or group ${by} (${promql.series(SETTLED)})`;
  const down = `max ${by} (${promql.series("up")}) == 0`;
  const beyond = `max ${by} (${promql.series("tidaldb_incidents_not_listed")}) > 0`;
  const unexplained = notExplained(promql);
  const row = (code: number, expr: string, labels: Readonly<Record<string, string>> = {}): string =>
    inRow(`(\n${indent(expr)}\n) * 0 + ${code}`, labels);
  const heard = promqlDuration(promql.options.windows.heardMs);
  return [
    row(
      VERDICT_CODES.not_scraped,
      `group ${by} (present_over_time(${promql.metric("up")}[${heard}]))\nunless ${on}\n(${targets})`,
      { [ALERT_LABEL]: "TidaldbExporterAbsent" },
    ),
    row(VERDICT_CODES.not_listed, beyond),
    inRow(
      `(\n${indent(unexplained)}\n) * 0 + ${VERDICT_CODES.not_explained}`,
      { [ALERT_LABEL]: "TidaldbRegionDegraded" },
      ["region"],
    ),
    // One that does not answer is another alert, with another runbook, than those that answer and know nothing.
    row(VERDICT_CODES.not_reached, `(${down})\nunless ${on}\n(${settled})`, {
      [ALERT_LABEL]: "TidaldbExporterUnreachable",
    }),
    row(
      VERDICT_CODES.not_seen,
      `(${targets})\nunless ${on}\n(\n${indent(`${settled}\nor ${on}\n${down}`)}\n)`,
      {
        [ALERT_LABEL]: "TidaldbControlPlanesBlind",
      },
    ),
    inRow(calm(promql, settled, [beyond, `group ${by} (\n${indent(unexplained)}\n)`]), {}),
  ];
}

/** What is said where somebody knows and nothing concerns what is chosen: is that all, and everywhere? */
function calm(promql: PanelPromql, settled: string, moreTrouble: readonly string[]): string {
  const { by, on } = { by: promql.by(), on: promql.on() };
  const trouble = [concerningIncidents(promql), ...moreTrouble].join("\nor\n");
  const elsewhere = `group ${by} (${ofEverything(promql).series("tidaldb_incident_active")})`;
  const beside = [
    ...(promql.chooses("region") ? [`${elsewhere} * ${VERDICT_CODES.wrong_elsewhere}`] : []),
    `group ${by} (\n${indent(unheardRegions(promql))}\n) * ${VERDICT_CODES.not_all_heard}`,
    `(${settled}) * ${VERDICT_CODES.nothing_wrong}`,
  ];
  return `(
${indent(beside.join(`\nor ${on}\n`))}
)
and ${on}
(${settled})
unless ${on}
(
${indent(trouble)}
)`;
}

/** Regions in trouble of which no exporter says that incidents explain all of it. */
export function notExplained(promql: PanelPromql): string {
  const by = promql.by("region");
  const bad = promql.series(HEALTH, { state: oneOf("offline", "degraded") });
  const explained = promql.series("tidaldb_region_health_explained");
  return `max ${by} (${bad}) == 1\nand ${promql.on("region")}\nmax ${by} (${explained}) == 0`;
}

function unheardRegions(promql: PanelPromql): string {
  const by = promql.by("region");
  const unknown = promql.series(HEALTH, { state: "unknown" });
  const known = promql.series(HEALTH, { state: oneOf("healthy", "degraded", "offline") });
  return `max ${by} (${unknown}) == 1\nunless ${promql.on("region")}\nmax ${by} (${known}) == 1`;
}
