import { oneOf } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { IncidentSubject } from "./incident-subject";
import type { Signal } from "./signal";

const ACTIVE = "tidaldb_incident_active";
const SETTLED = "tidaldb_exporter_settled";
/** The record of {@link blindness}. */
export const BLIND_RECORD = `cluster:${SETTLED}:blind`;
const HEARD_REGIONS = "instance_region:tidaldb_region_health:heard";
const HEARD_REPLICAS = "instance_region_shard:tidaldb_shard_up:heard";

/** What exporters hear that contradicts silence about a subject, as an operand of `unless`; empty where nothing does. */
export function contradiction(promql: Promql, subject: IncidentSubject): string {
  const hears = {
    cluster: hearsAnything,
    region: hearsRegion,
    replica: hearsReplica,
    link: none,
    shard: none,
    source: isAnswered,
  };
  return hears[subject](promql);
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
function heardRegions(promql: Promql): Signal {
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
function heardReplicas(promql: Promql): Signal {
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
    fast: { [BLIND_RECORD]: blindness(promql) },
  };
}
