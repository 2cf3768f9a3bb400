import { indent } from "../promql/indent";
import { oneOf } from "../promql/label-matcher";
import type { LabelMatcher } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

const ACTIVE = "tidaldb_incident_active";
const STARTED = "tidaldb_incident_started_timestamp_seconds";
const SETTLED = "tidaldb_exporter_settled";

/** What an incident can be about: all that has the same labels makes one alert, whatever the cause becomes. */
export type IncidentSubject = "cluster" | "region" | "link" | "replica" | "shard" | "source";

interface SubjectTerms {
  /** The labels of the catalogue that tell two of them apart. */
  readonly labels: readonly string[];
  /** Causes that another exporter contradicts by hearing the subject. */
  readonly silence: readonly string[];
  readonly others: readonly string[];
}

const SUBJECTS: Readonly<Record<IncidentSubject, SubjectTerms>> = {
  cluster: { labels: [], silence: ["nothing_heard"], others: [] },
  region: {
    labels: ["region"],
    silence: ["region_silent"],
    others: ["region_isolated", "region_behind", "region_not_shipping"],
  },
  link: { labels: ["region", "peer"], silence: [], others: ["link"] },
  replica: {
    labels: ["region", "shard"],
    silence: ["replica_silent"],
    others: ["replica_unstable", "shard_behind"],
  },
  shard: { labels: ["shard"], silence: [], others: ["leader_conflict", "no_leader"] },
  source: { labels: ["source"], silence: ["source_unreachable", "source_stalled"], others: [] },
};

/** The labels of the catalogue that tell subjects of a sort apart. */
export function subjectLabels(subject: IncidentSubject): readonly string[] {
  return SUBJECTS[subject].labels;
}

/** The causes that incidents about subjects of a sort can have. */
export function subjectCauses(subject: IncidentSubject): readonly string[] {
  const { silence, others } = SUBJECTS[subject];
  return [...silence, ...others];
}

/** The series in which Prometheus remembers which subjects are in trouble: 1 while they are, 0 once when it ends. */
export function incidentRecord(subject: IncidentSubject): string {
  return `${subject}:${ACTIVE}:paged`;
}

const BLIND = `cluster:${SETTLED}:blind`;
const HEARD_REGIONS = "instance_region:tidaldb_region_health:heard";
const HEARD_REPLICAS = "instance_region_shard:tidaldb_shard_up:heard";

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
 * enough by the clock of the exporter that found it, and does not heal just then; stays while there is one, whatever its age,
 * and while nobody can tell; and says 0 once when it ends, so that a later look back does not take the last 1 for what is
 * still so.
 */
export function incidentState(promql: Promql, subject: IncidentSubject, ageMs: number): Signal {
  const { windows } = promql.options;
  const self = recorded(promql, incidentRecord(subject), subject);
  const last = `(last_over_time(${self}[${promqlDuration(windows.heardMs)}]) == 1)`;
  const { labels } = SUBJECTS[subject];
  const oldEnough = contradicted(promql, subject, (causes) => {
    return `${promql.aggregate("max", labels, ages(promql, causes))} > ${ageMs / 1000}`;
  });
  const active = contradicted(promql, subject, (causes) =>
    promql.aggregate("max", labels, promql.metric(ACTIVE, { cause: anyOf(causes) })),
  );
  return {
    name: `${subject}IncidentState`,
    expr: `group ${promql.by(...labels)} (
  (
${indent(oldEnough, 4)}
  )${widerTrouble(promql, subject)}
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
${promql.recorded(BLIND, [])} == 1
or
0 * ${last}`,
    unit: "state",
    title: `Memory of what is in trouble: ${subject}`,
    description:
      `1 while incidents with the cause ${subjectCauses(subject).join(", ")} page, 0 once when that is over. No exporter ` +
      "that hears the subject contradicts it, and nothing wider was in trouble when it began.",
  };
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

/** Evidence of all causes; that of silence less what another exporter hears. */
function contradicted(
  promql: Promql,
  subject: IncidentSubject,
  evidence: (causes: readonly string[]) => string,
): string {
  const { silence, others } = SUBJECTS[subject];
  const hears = {
    cluster: hearsAnything,
    region: hearsRegion,
    replica: hearsReplica,
    link: none,
    shard: none,
    source: isAnswered,
  };
  const unless = hears[subject](promql);
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

function none(): string {
  return "";
}

/** The last word of exporters that were settled, also while they are not scraped, or settle again. */
function lastWord(promql: Promql, name: string, labels: readonly string[]): string {
  const { thresholds, evaluationIntervalMs } = promql.options;
  const window = promqlDuration(thresholds.offlineAfterMs + 2 * evaluationIntervalMs);
  return `last_over_time(${promql.recorded(name, promql.labels(...labels))}[${window}]) == 1`;
}

function hearsAnything(promql: Promql): string {
  const own = promql.metric(ACTIVE, { cause: oneOf("nothing_heard", "region_silent") });
  return `group ${promql.by()} (
  ${lastWord(promql, HEARD_REGIONS, ["instance", "region"])}
  unless ${promql.on("instance")}
  max ${promql.by("instance")} (${own})
)`;
}

function hearsRegion(promql: Promql): string {
  const labels = ["instance", "region"];
  return `group ${promql.by("region")} (
  ${lastWord(promql, HEARD_REGIONS, labels)}
  unless
  ${promql.aggregate("max", labels, promql.metric(ACTIVE, { cause: "region_silent" }))}
)`;
}

function hearsReplica(promql: Promql): string {
  const labels = ["instance", "region", "shard"];
  const own = promql.metric(ACTIVE, { cause: oneOf("replica_silent", "replica_unstable") });
  return `group ${promql.by("region", "shard")} (
  ${lastWord(promql, HEARD_REPLICAS, labels)}
  unless
  ${promql.aggregate("max", labels, own)}
)`;
}

/** Another exporter gets answers from the source, or did a moment ago. */
function isAnswered(promql: Promql): string {
  const { thresholds, evaluationIntervalMs } = promql.options;
  const window = promqlDuration(thresholds.offlineAfterMs + 2 * evaluationIntervalMs);
  const up = `max_over_time(${promql.metric("tidaldb_source_up")}[${window}])`;
  return `${promql.aggregate("max", ["source"], up)} == 1`;
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

/**
 * Clusters of which nobody can tell at present whether anything is over: no exporter of theirs is scraped and settled, or one
 * that was a moment ago is not, and may be the only one that sees something.
 */
export function blindness(promql: Promql): Signal {
  const { thresholds, windows, evaluationIntervalMs } = promql.options;
  const settled = promql.metric(SETTLED);
  const heard = promqlDuration(windows.heardMs);
  const restart = promqlDuration(thresholds.offlineAfterMs + 6 * evaluationIntervalMs);
  const by = promql.by("instance");
  const known = `group ${promql.by()} (present_over_time(${promql.metric("up")}[${heard}]) or present_over_time(${settled}[${heard}]))`;
  return {
    name: "blindness",
    expr: `${known}
unless
max ${promql.by()} (${settled}) == 1
or
group ${promql.by()} (
  max ${by} (max_over_time(${settled}[${restart}])) == 1
  unless
  max ${by} (${settled}) == 1
)
or
0 * ${known}`,
    unit: "state",
    title: "Clusters that are not seen",
    description:
      "1 for each cluster of which no exporter is scraped and settled, or one that was in the last " +
      `${restart} is not; else 0, so that a Prometheus that was killed does not take its last 1 for what is still so. ` +
      `Nothing is over while it is 1; ${heard} after the last target is gone it ends.`,
  };
}

/** Which regions each exporter hears, as far as it is settled. */
export function heardRegions(promql: Promql): Signal {
  const heard = promql.metric("tidaldb_region_health", { state: oneOf("healthy", "degraded") });
  return {
    name: "heardRegions",
    expr: `${promql.aggregate("max", ["instance", "region"], heard)}
and ${promql.on("instance")}
max ${promql.by("instance")} (${promql.metric(SETTLED)}) == 1`,
    unit: "state",
    title: "Regions that an exporter hears",
    description: "1 for each region that a settled exporter hears, 0 for those that it does not.",
  };
}

/** Which of the replicas that some exporter misses each exporter hears, as far as it is settled. */
export function heardReplicas(promql: Promql): Signal {
  const missed = promql.metric(ACTIVE, { cause: "replica_silent" });
  return {
    name: "heardReplicas",
    expr: `${promql.aggregate("max", ["instance", "region", "shard"], promql.metric("tidaldb_shard_up"))}
and ${promql.on("region", "shard")}
${promql.aggregate("max", ["region", "shard"], missed)}
and ${promql.on("instance")}
max ${promql.by("instance")} (${promql.metric(SETTLED)}) == 1`,
    unit: "state",
    title: "Replicas that an exporter hears though another does not",
    description: "1 for each replica that a settled exporter hears, 0 for those that it does not.",
  };
}

/** The series that the signals above read of each other, by name. */
export function incidentSupport(
  promql: Promql,
): Readonly<Record<"slow" | "fast", Readonly<Record<string, Signal>>>> {
  return {
    slow: { [HEARD_REGIONS]: heardRegions(promql), [HEARD_REPLICAS]: heardReplicas(promql) },
    fast: { [BLIND]: blindness(promql) },
  };
}

/** Regions of which it is known what is wrong with them, or that are Offline. */
export function involvedRegions(promql: Promql): Signal {
  const { labels } = SUBJECTS.region;
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
