import type { PanelPromql } from "./panel-promql";
import { exporterReach } from "../exporter-reach";
import type { Signal } from "../signal";

/** A start with the largest configuration is over within this time. */
const START_SECONDS = 60;

/** Whether Prometheus reaches each exporter. */
export function exporterUp(promql: PanelPromql): Signal {
  return {
    name: "exporterUp",
    expr: exporterReach(promql, promql.series("up")),
    unit: "state",
    title: "Scrapes",
    description:
      "Whether Prometheus could scrape the exporter, all its parts included. Gaps: the target was not configured.",
    legend: promql.legend("{{instance}}"),
  };
}

/** How many exporters Prometheus reaches, or does not reach; no series where it knows of none. */
export function exportersReached(promql: PanelPromql, state: "up" | "down"): Signal {
  return {
    name: `exportersReached${state}`,
    expr: `sum (${exporterReach(promql, promql.series("up"))} == bool ${state === "up" ? 1 : 0})`,
    unit: "count",
    title: "Exporters",
    description:
      "How many exporters Prometheus reaches, and how many it does not. What one that is down knew is missing here; while all are, " +
      "all else is old or missing.",
    legend: state,
  };
}

/** When each exporter's process started. */
export function exporterStarted(promql: PanelPromql): Signal {
  return {
    name: "exporterStarted",
    expr: `max ${promql.by("instance")} (${promql.series("process_start_time_seconds")})`,
    unit: "timestamp_seconds",
    title: "Started",
    description: "When the process started.",
    legend: promql.legend("{{instance}}"),
  };
}

/** Heartbeats that came in, by result. */
export function heartbeatRate(promql: PanelPromql): Signal {
  return {
    name: "heartbeatRate",
    expr: `sum by (result) (${promql.overRate("rate", "tidaldb_exporter_heartbeats_total")})`,
    unit: "per_second",
    title: "Heartbeats by result",
    description:
      "Accepted: fresh. Stale: not later than the last one. Retired: from a replica that the topology no longer names there. " +
      "Rejected: something in it is not valid.",
    legend: "{{result}}",
  };
}

/** Refusals by limit. */
export function limitRefusals(promql: PanelPromql): Signal {
  return {
    name: "limitRefusals",
    expr: `sum by (limit) (${promql.overRate("rate", "tidaldb_exporter_limit_refusals_total")}) > 0`,
    unit: "per_second",
    title: "Refused by limits",
    description:
      "Connections, requests, heartbeats and tenants that were refused because of a limit. Empty: none was. Many slow heads " +
      "(header_time) come from a scan of open ports, or from slow clients.",
    legend: "{{limit}}",
  };
}

/** Share of the heartbeats that is not accepted. */
export function refusedHeartbeats(promql: PanelPromql): Signal {
  const rejected = promql.overRate("rate", "tidaldb_exporter_heartbeats_total", { result: "rejected" });
  const all = promql.overRate("rate", "tidaldb_exporter_heartbeats_total");
  return {
    name: "refusedHeartbeats",
    expr: `sum (${rejected}) / (sum (${all}) > 0)`,
    unit: "share",
    title: "Rejected",
    description: "Part of the heartbeats that is rejected because something in them is not valid.",
    legend: "rejected",
  };
}

/** Whether the last reload of each exporter's configuration succeeded. */
export function reloadSuccessful(promql: PanelPromql): Signal {
  const successful = promql.series("tidaldb_exporter_config_last_reload_successful");
  return {
    name: "reloadSuccessful",
    expr: `max ${promql.by("instance")} (${successful})`,
    unit: "state",
    title: "Configuration",
    description:
      "Whether the exporter runs with what its configuration file says, or refused the last version of it.",
    legend: promql.legend("{{instance}}"),
  };
}

/** When each exporter last loaded a configuration. */
export function reloadedAt(promql: PanelPromql): Signal {
  const at = promql.series("tidaldb_exporter_config_last_reload_success_timestamp_seconds");
  return {
    name: "reloadedAt",
    expr: `max ${promql.by("instance")} (${at})`,
    unit: "timestamp_seconds",
    title: "Configuration loaded",
    description: "When a configuration was last loaded with success.",
    legend: promql.legend("{{instance}}"),
  };
}

/** When each exporter loaded a configuration anew; its start is no reload. */
export function reloadedSinceStart(promql: PanelPromql): Signal {
  const signal = reloadedAt(promql);
  const started = `max ${promql.by("instance")} (${promql.series("process_start_time_seconds")})`;
  return {
    ...signal,
    name: "reloadedSinceStart",
    expr: `${signal.expr}\n> ${promql.on("instance")}\n(${started} + ${START_SECONDS})`,
  };
}

/** Attempts to load a configuration that failed a moment ago, at each exporter. */
export function reloadsRefused(promql: PanelPromql): Signal {
  const failed = promql.overRate("increase", "tidaldb_exporter_config_reloads_total", { result: "failed" });
  return {
    name: "reloadsRefused",
    expr: `max ${promql.by("instance")} (${failed}) > 0`,
    unit: "count",
    title: "Configuration refused",
    description: "Attempts to load the configuration that failed.",
    legend: promql.legend("{{instance}}"),
  };
}

/** How long a share of the requests took at most, over all exporters: of those with heartbeats, or of scrapes. */
export function requestTime(promql: PanelPromql, what: "ingest" | "scrape", share: 0.5 | 0.99): Signal {
  const bucket = `tidaldb_exporter_${what}_duration_seconds_bucket`;
  const title = what === "ingest" ? "Time to take heartbeats in" : "Time to answer scrapes";
  const meaning =
    what === "ingest"
      ? "From the beginning of a request with heartbeats until all of them were recorded, the time that its sender took included"
      : "From the beginning of a scrape until its receiver had taken all of it";
  return {
    name: `${what}Time${share * 100}`,
    // Not a number while there are no requests; a graph would have a line of nothing.
    expr: `histogram_quantile(${share}, sum by (le) (${promql.overRate("rate", bucket)})) >= 0`,
    unit: "seconds",
    title,
    description: `${meaning}: half of the requests, and 99 of 100 (dashed), took no longer. Read off few buckets, so it is no more than a size.`,
    legend: share === 0.5 ? "median" : "99th percentile",
  };
}

/** When the certificate of each exporter ends. */
export function certificateEnd(promql: PanelPromql): Signal {
  const expiry = promql.series("tidaldb_exporter_certificate_expiry_timestamp_seconds");
  return {
    name: "certificateEnd",
    expr: `min ${promql.by("instance")} (${expiry})`,
    unit: "timestamp_seconds",
    title: "Certificate ends",
    description:
      "When the first certificate of the chain that the exporter serves ends. Nothing without TLS.",
    legend: promql.legend("{{instance}}"),
  };
}

/** Time that each exporter stood still, as a share of the time. */
export function stallShare(promql: PanelPromql): Signal {
  return {
    name: "stallShare",
    expr: `max ${promql.by("instance")} (${promql.overRate("rate", "tidaldb_exporter_stall_seconds_total")})`,
    unit: "share",
    title: "Standstill",
    description:
      "Part of the time in which the exporter's process did not run at all: stopped, frozen, or out of CPU time. It does not " +
      "count as silence of the shards.",
    legend: promql.legend("{{instance}}"),
  };
}
