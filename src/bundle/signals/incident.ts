import { indent } from "../promql/indent";
import { oneOf } from "../promql/label-matcher";
import type { LabelMatcher } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { incidentIntervalMs } from "../terms/incident-interval";
import { BLIND_RECORD, contradiction } from "./incident-sight";
import { INCIDENT_SUBJECTS, subjectCauses, subjectLabels } from "./incident-subject";
import type { IncidentSubject } from "./incident-subject";
import type { Signal } from "./signal";

const ACTIVE = "tidaldb_incident_active";
const STARTED = "tidaldb_incident_started_timestamp_seconds";
const SETTLED = "tidaldb_exporter_settled";
const ANNOUNCED = "tidaldb_incident_announced";

/** The series in which Prometheus remembers which subjects are in trouble: 1 while they are, 0 once when it ends. */
export function incidentRecord(subject: IncidentSubject): string {
  return `${subject}:${ACTIVE}:paged`;
}

/** Subjects of a sort that are in trouble. */
export function subjectsInTrouble(promql: Promql, subject: IncidentSubject): Signal {
  return {
    name: `${subject}sInTrouble`,
    expr: `${recorded(promql, incidentRecord(subject), subject)} == 1`,
    unit: "state",
    title: `What is in trouble: ${subject}`,
    description:
      `1 for each that incidents with the cause ${subjectCauses(subject).join(", ")} have been about for long enough. ` +
      "It ends when an exporter that sees the cluster knows of none any more.",
  };
}

function recorded(promql: Promql, name: string, subject: IncidentSubject): string {
  return promql.recorded(name, promql.labels(...subjectLabels(subject)));
}

/**
 * What {@link subjectsInTrouble} reads, a state from one evaluation to the next. It begins with an incident that is old
 * enough by the clock of the exporter that found it, does not heal just then, and is not announced; stays while there is one,
 * whatever its age, and while nobody can tell; and says 0 once when it ends, so that a later look back does not take the last 1
 * for what is still so.
 */
export function incidentState(promql: Promql, subject: IncidentSubject, ageMs: number): Signal {
  const { windows } = promql.options;
  const self = recorded(promql, incidentRecord(subject), subject);
  const last = `(last_over_time(${self}[${promqlDuration(windows.heardMs)}]) == 1)`;
  const { labels } = INCIDENT_SUBJECTS[subject];
  const oldEnough = contradicted(promql, subject, (causes) => {
    const age = promql.aggregate("max", labels, ages(promql, causes));
    if (subject !== "replica") return `${age} > ${ageMs / 1000}`;
    return `(\n${indent(replicasOldEnough(promql, age, ageMs, causes))}\n)`;
  });
  const active = contradicted(promql, subject, (causes) =>
    promql.aggregate("max", labels, promql.metric(ACTIVE, { cause: anyOf(causes) })),
  );
  return {
    name: `${subject}IncidentState`,
    expr: `group ${promql.by(...labels)} (
  (
${indent(oldEnough, 4)}
  )
  unless
${indent(announced(promql, subject), 2)}${widerTrouble(promql, subject)}
)
or
${last}
and
(
${indent(active)}
)
or
${last}
and ${promql.on()}
${promql.recorded(BLIND_RECORD, [])} == 1
or
0 * ${last}`,
    unit: "state",
    title: `Memory of what is in trouble: ${subject}`,
    description:
      `1 while incidents with the cause ${subjectCauses(subject).join(", ")} page, 0 once when that is over. No exporter ` +
      "that hears the subject contradicts it, and when it began nothing wider was in trouble and no planned work explained it.",
  };
}

/**
 * A host that dies takes several replicas with it, each silent from its own last heartbeat, or behind from its own next event. Those
 * that are nearly old enough come with the first of their region, in the same message. What falls behind later, where a replica
 * is paged already, is told together after a while: where only leaders send heartbeats, a dead host is told follower by follower.
 * A replica that falls silent later is told at once, and all is as soon as those that were paged heal.
 */
function replicasOldEnough(promql: Promql, age: string, ageMs: number, causes: readonly string[]): string {
  const { thresholds, evaluationIntervalMs } = promql.options;
  const paged = recorded(promql, incidentRecord("replica"), "replica");
  const span = promqlDuration(2 * evaluationIntervalMs);
  const newly = (agoMs: number): string =>
    `${paged} == 1 unless last_over_time(${paged}[${span}] offset ${promqlDuration(agoMs)}) == 1`;
  const nearly = `${age} > ${Math.max(0, ageMs - thresholds.offlineAfterMs / 2) / 1000}\nand ${promql.on("region")}`;
  const old = `${age} > ${ageMs / 1000}`;
  const isOfSilence = causes.every((cause) => INCIDENT_SUBJECTS.replica.silence.includes(cause));
  if (isOfSilence) return `${old}\nor\n${nearly}\n${paged} == 1`;
  const active = promql.metric(ACTIVE, { cause: anyOf(subjectCauses("replica")) });
  return `${old}
unless ${promql.on("region")}
(
  (${newly(10 * thresholds.offlineAfterMs)})
  and
  ${promql.aggregate("max", subjectLabels("replica"), active)} == 1
)
or
${nearly}
(${newly(2 * incidentIntervalMs(evaluationIntervalMs))})`;
}

/** How old incidents are, by the clock of the exporter that found them: those that have evidence, not those that heal. */
function ages(promql: Promql, causes: readonly string[]): string {
  const cause = anyOf(causes);
  // The largest of each exporter: two ways to scrape one would otherwise fail the rule.
  const by = promql.by("instance");
  const on = promql.on("instance");
  const clock = `max ${by} (${promql.metric("tidaldb_exporter_time_seconds")})`;
  // One that has only just started takes what it has not heard yet for what is left.
  const settled = `(${clock} and ${on} max ${by} (${promql.metric(SETTLED)}) == 1)`;
  const broken = `${promql.metric(STARTED, { cause })} and ${promql.metric(ACTIVE, { cause })} == 1`;
  return `${settled} - ${on} group_right () (${broken})`;
}

/**
 * What some exporter knows to be planned: one that was told of it speaks for those that were not. Its last word counts, also while it
 * is not scraped for a moment, or in the next restart of the only one that was told the others would page.
 */
function announced(promql: Promql, subject: IncidentSubject): string {
  const { thresholds, evaluationIntervalMs } = promql.options;
  const window = promqlDuration(thresholds.offlineAfterMs + 2 * evaluationIntervalMs);
  const planned = promql.metric(ANNOUNCED, { cause: anyOf(subjectCauses(subject)) });
  const { labels } = INCIDENT_SUBJECTS[subject];
  return `${promql.aggregate("max", labels, `last_over_time(${planned}[${window}])`)} == 1`;
}

/** Evidence of all causes; that of silence less what another exporter hears. */
function contradicted(
  promql: Promql,
  subject: IncidentSubject,
  evidence: (causes: readonly string[]) => string,
): string {
  const { silence, others } = INCIDENT_SUBJECTS[subject];
  const unless = contradiction(promql, subject);
  return [
    ...(others.length > 0 ? [evidence(others)] : []),
    ...(silence.length > 0 ? [`${evidence(silence)}\nunless\n${unless}`] : []),
  ].join("\nor\n");
}

/** A condition on one value, or on several. */
function anyOf(values: readonly string[]): LabelMatcher {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : oneOf(...values);
}

/** What begins while something wider is in trouble, or just was, is a part of that. */
function widerTrouble(promql: Promql, subject: IncidentSubject): string {
  const window = promqlDuration(4 * promql.options.evaluationIntervalMs);
  const was = (wider: IncidentSubject): string =>
    `max_over_time(${recorded(promql, incidentRecord(wider), wider)}[${window}]) == 1`;
  const cluster = `\n  unless ${promql.on()}\n  ${was("cluster")}`;
  const region = `\n  unless ${promql.on("region")}\n  ${was("region")}`;
  if (subject === "cluster") return "";
  if (subject === "replica") return cluster + region;
  if (subject !== "link") return cluster;
  const [peer, own] = [promql.labelName("peer"), promql.labelName("region")];
  const atPeer = `label_replace(${was("region")}, "${peer}", "$1", "${own}", "(.+)")`;
  return `${cluster}${region}\n  unless ${promql.on("peer")}\n  ${atPeer}`;
}

/** Regions of which it is known what is wrong with them, or that are Offline. */
export function involvedRegions(promql: Promql): Signal {
  const { labels } = INCIDENT_SUBJECTS.region;
  const regional = [...subjectCauses("region"), ...subjectCauses("link")];
  const subjects = promql.aggregate("group", labels, promql.metric(ACTIVE, { cause: anyOf(regional) }));
  const links = promql.aggregate("group", ["peer"], promql.metric(ACTIVE, { cause: "link" }));
  const ofReplicas = promql.metric(ACTIVE, { cause: anyOf(subjectCauses("replica")) });
  const replicas = promql.aggregate("group", subjectLabels("replica"), ofReplicas);
  const shard = promql.labelName("shard");
  // Inhibitions compare the label shard. A label of the rule would have no value where the series has none, and ALERTS would
  // then have its template.
  const named =
    shard === "shard" ? replicas : `label_replace(${replicas}, "shard", "$1", "${shard}", "(.+)")`;
  const [peer, region] = [promql.labelName("peer"), promql.labelName("region")];
  const health = promql.metric("tidaldb_region_health");
  const offline = promql.metric("tidaldb_region_health", { state: "offline" });
  return {
    name: "involvedRegions",
    expr: `${subjects}
or
group ${promql.by("region")} (label_replace(${links}, "${region}", "$1", "${peer}", "(.+)"))
or
${promql.aggregate("group", labels, health)} and ${promql.on()} max ${promql.by()} (${promql.metric(ACTIVE, { cause: "nothing_heard" })})
or
${promql.aggregate("max", labels, offline)} == 1
or
${named}`,
    unit: "state",
    title: "Regions and replicas that are involved",
    description:
      "1 for each region that an incident is about, for each that is Offline, and, with its shard, for each replica that an " +
      "incident is about. No series for the rest.",
    legend: "{{region}}",
  };
}
