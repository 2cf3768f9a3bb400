import { oneOf } from "../promql/label-matcher";
import type { LabelMatcher } from "../promql/label-matcher";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { exporterReach } from "./exporter-reach";
import type { Signal } from "./signal";

/** Heartbeats that the exporter rejects. */
export function rejectedHeartbeats(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const rejected = promql.metric("tidaldb_exporter_heartbeats_total", { result: "rejected" });
  return {
    name: "rejectedHeartbeats",
    expr: `60 * sum ${promql.by()} (rate(${rejected}[${promqlDuration(windows.rateMs)}])) > ${thresholds.rejectedPerMinute}`,
    unit: "per_minute",
    title: "Rejected heartbeats",
    description: "Heartbeats per minute that were refused because something in them is not valid.",
  };
}

/** Limits on how slowly a request comes: a port scan reaches them too. */
const REACHED_BY_PASSERS_BY: LabelMatcher = { operator: "!~", value: "header_time|request_time|idle_time" };

/** Limits that keep refusing what clients send. */
export function reachedLimits(promql: Promql): Signal {
  const { windows } = promql.options;
  const refusals = promql.metric("tidaldb_exporter_limit_refusals_total", { limit: REACHED_BY_PASSERS_BY });
  return {
    name: "reachedLimits",
    expr: `60 * ${promql.aggregate("sum", ["limit"], `rate(${refusals}[${promqlDuration(windows.rateMs)}])`)} > 0`,
    unit: "per_minute",
    title: "Reached limits",
    description: "What a limit refuses per minute; limits on how slowly a request may come are left out.",
    legend: "{{limit}}",
  };
}

/** Exporters that Prometheus cannot scrape. */
export function unreachableExporters(promql: Promql): Signal {
  return {
    name: "unreachableExporters",
    // Only the labels that tell exporters apart: a target label called region would say the wrong thing in a page.
    expr: `${exporterReach(promql, promql.metric("up"))} == 0`,
    unit: "state",
    title: "Unreachable exporters",
    description:
      "0 for each exporter whose last scrape failed, or that of one of its parts. No series for the rest.",
    legend: "{{instance}}",
  };
}

/**
 * Clusters whose exporters are no longer among the targets at all. A cluster that vanishes beside others is seen by what
 * was there in the past hour; `absent` sees when nothing is left, and goes on seeing it after that hour.
 */
export function absentExporters(promql: Promql): Signal {
  const up = promql.metric("up");
  const by = promql.by();
  const window = promqlDuration(promql.options.windows.heardMs);
  const vanished = `group ${by} (present_over_time(${up}[${window}])) unless group ${by} (${up})`;
  return {
    name: "absentExporters",
    expr: `(${vanished})\nor\n(absent(${up}) unless on () group (present_over_time(${up}[${window}])))`,
    unit: "state",
    title: "Clusters without an exporter",
    description: "1 for each cluster of which Prometheus has no target any more.",
  };
}

/** How often each exporter started anew. One that Prometheus could not scrape in between counts as well. */
export function restartingExporters(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const window = promqlDuration(windows.restartsMs);
  const started = promql.metric("process_start_time_seconds");
  return {
    name: "restartingExporters",
    expr: `max ${promql.by("instance")} (changes(${started}[${window}])) >= ${thresholds.restarts}`,
    unit: "count",
    title: "Exporters that restart again and again",
    description: `Starts of each exporter in the last ${window}, where there were ${thresholds.restarts} or more.`,
    legend: "{{instance}}",
  };
}

/** For so long an exporter that was blind and is not scraped any more counts as blind: until another alert knows that it is gone. */
const BLIND_WHILE_GONE_MS = 150_000;

/**
 * Clusters of which exporters are scraped and know nothing: none had the time to hear everybody since it started, or those
 * that had it hear no region. Where they vanish, they stay what they were for two and a half minutes.
 */
export function blindControlPlanes(promql: Promql): Signal {
  const { evaluationIntervalMs } = promql.options;
  // One that starts again and again is down at some scrapes, and must not begin anew to count as blind.
  const window = promqlDuration(3 * evaluationIntervalMs);
  const whileGone = promqlDuration(BLIND_WHILE_GONE_MS + 3 * evaluationIntervalMs);
  const scraped = `present_over_time(${promql.metric("tidaldb_exporter_settled")}[${window}])`;
  return {
    name: "blindControlPlanes",
    expr: `${blindWithin(promql, window)}
or
(
${blindWithin(promql, whileGone)}
) unless group ${promql.by()} (${scraped})`,
    unit: "state",
    title: "Clusters whose exporters know nothing",
    description:
      "1 for each cluster whose exporters answer, but of which none was up for long enough to have heard everybody, or all " +
      "of whose regions are unknown.",
  };
}

/** Going by the last that exporters said within a window. */
function blindWithin(promql: Promql, window: string): string {
  const by = promql.by();
  const settled = promql.metric("tidaldb_exporter_settled");
  const isSettled = `max ${by} (last_over_time(${settled}[${window}])) == 1`;
  const state = (...states: readonly string[]): string =>
    `max ${by} (last_over_time(${promql.metric("tidaldb_region_health", { state: oneOf(...states) })}[${window}])) == 1`;
  return `group ${by} (present_over_time(${settled}[${window}])) unless ${isSettled}
or
(${state("unknown")} and ${promql.on()} ${isSettled} unless ${state("healthy", "degraded", "offline")})`;
}

/** Exporters that run with an older configuration than their files say. */
export function failedReloads(promql: Promql): Signal {
  const failed = [
    "tidaldb_exporter_config_last_reload_successful",
    "tidaldb_exporter_web_config_last_reload_successful",
  ].map((name) => `max ${promql.by("instance")} (${promql.metric(name)}) == 0`);
  return {
    name: "failedReloads",
    expr: failed.join("\nor\n"),
    unit: "state",
    title: "Failed reloads",
    description:
      "0 for each exporter whose last attempt to load its configuration, or its web configuration, failed. No series for the rest.",
    legend: "{{instance}}",
  };
}

/** Exporters that cannot keep changes of topology and tenants. */
export function unreachableStores(promql: Promql): Signal {
  return {
    name: "unreachableStores",
    expr: `max ${promql.by("instance")} (${promql.metric("tidaldb_exporter_store_reachable")}) == 0`,
    unit: "state",
    title: "Stores that cannot be reached",
    description:
      "0 for each exporter whose state file or NATS bucket takes no changes at present. No series for the rest.",
    legend: "{{instance}}",
  };
}

/** Exporters that get no heartbeats over NATS, or not all. */
export function lostNatsHeartbeats(promql: Promql): Signal {
  const by = promql.by("instance");
  const window = promqlDuration(promql.options.windows.rateMs);
  const dropped = promql.metric("tidaldb_exporter_nats_messages_dropped_total");
  const cutOff = `max ${by} (${promql.metric("tidaldb_exporter_nats_connected")}) == 0`;
  return {
    name: "lostNatsHeartbeats",
    expr: `(${cutOff})\nor\n(max ${by} (rate(${dropped}[${window}])) > 0)`,
    unit: "state",
    title: "Heartbeats lost between NATS and exporters",
    description:
      "0 for each exporter that has no connection to NATS; otherwise messages per second that it drops. No series for the rest.",
    legend: "{{instance}}",
  };
}

/** Exporters whose certificate ends within a time. */
function endingCertificates(promql: Promql, withinMs: number): Omit<Signal, "name"> {
  const expiry = promql.metric("tidaldb_exporter_certificate_expiry_timestamp_seconds");
  return {
    expr: `min ${promql.by("instance")} (${expiry}) - time() < ${withinMs / 1000}`,
    unit: "seconds",
    title: "Certificates that end soon",
    description: `Time until the certificate of an exporter ends, where that is less than ${promqlDuration(withinMs)}. Below 0: it has ended.`,
    legend: "{{instance}}",
  };
}

/** Exporters whose certificate should be renewed. */
export function certificatesToRenew(promql: Promql): Signal {
  const signal = endingCertificates(promql, promql.options.thresholds.certificateWarningMs);
  return { ...signal, name: "certificatesToRenew" };
}

/** Exporters whose certificate must be renewed now. */
export function certificatesAboutToExpire(promql: Promql): Signal {
  const signal = endingCertificates(promql, promql.options.thresholds.certificateCriticalMs);
  return { ...signal, name: "certificatesAboutToExpire" };
}

/** How many series an exporter serves. */
export function exporterSeries(promql: Promql): Signal {
  return {
    name: "exporterSeries",
    expr: `max ${promql.by("instance")} (${promql.metric("tidaldb_exporter_series")})`,
    unit: "count",
    title: "Series per scrape",
    description: "Series in the last finished scrape of the exporter.",
    legend: "{{instance}}",
  };
}

/** Exporters that have more series than was planned for here, or than their own `metrics.max_series` lets them serve. */
export function seriesOverBudget(promql: Promql): Signal {
  const series = exporterSeries(promql);
  const shed = `sum ${promql.by("instance")} (${promql.metric("tidaldb_exporter_series_shed")})`;
  return {
    ...series,
    name: "seriesOverBudget",
    title: "Exporters over their series budget",
    description: "Series that each of these exporters has, those included that it leaves out of scrapes.",
    expr: `${series.expr} > ${promql.options.thresholds.seriesBudget}\nor\n(${shed} > 0) + ${series.expr}`,
  };
}

/** How long an exporter works on a scrape. */
export function renderSeconds(promql: Promql): Signal {
  return {
    name: "renderSeconds",
    expr: `max ${promql.by("instance")} (${promql.metric("tidaldb_exporter_render_duration_seconds")})`,
    unit: "seconds",
    title: "Render time",
    description: "Work that the last finished scrape took, without the time that its receiver took.",
    legend: "{{instance}}",
  };
}

/** Exporters whose scrapes take long to make. */
export function slowRenders(promql: Promql): Signal {
  const seconds = renderSeconds(promql);
  return {
    ...seconds,
    name: "slowRenders",
    title: "Exporters that render slowly",
    expr: `${seconds.expr} > ${promql.options.thresholds.renderMs / 1000}`,
  };
}

/** Exporters that stood still. */
export function stalledExporters(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const stalls = promql.metric("tidaldb_exporter_stall_seconds_total");
  const window = promqlDuration(windows.stallMs);
  return {
    name: "stalledExporters",
    expr: `max ${promql.by("instance")} (increase(${stalls}[${window}])) > ${thresholds.stallMs / 1000}`,
    unit: "seconds",
    title: "Exporters that stand still",
    description: `Seconds in the last ${window} in which the exporter's process did not run.`,
    legend: "{{instance}}",
  };
}

/** Always present: while it arrives, the path from the rules to a person works. */
export function heartbeatOfAlerting(): Signal {
  return {
    name: "heartbeatOfAlerting",
    expr: "vector(1)",
    unit: "state",
    title: "Alerting works",
    description: "Always 1.",
  };
}

/** Within which an exporter that can write keeps what it heard, many times over. */
const HEARD_KEPT_WITHIN_SECONDS = 60;

/** Exporters that cannot keep what they hear for their next start. Both times are of one clock. */
export function unkeptHeard(promql: Promql): Signal {
  const now = promql.metric("tidaldb_exporter_time_seconds");
  const kept = promql.metric("tidaldb_exporter_heard_kept_timestamp_seconds");
  const by = promql.by("instance");
  return {
    name: "unkeptHeard",
    expr: `max ${by} (${now}) - max ${by} (${kept}) > ${HEARD_KEPT_WITHIN_SECONDS}`,
    unit: "seconds",
    title: "Age of what was heard, as it is kept",
    description:
      "How long ago each exporter kept who was heard and when, where that is more than a minute. No series for the rest, nor for those without a state file.",
    legend: "{{instance}}",
  };
}
