import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { unroutableTenants } from "../signals/cluster";
import {
  absentExporters,
  certificatesAboutToExpire,
  certificatesToRenew,
  failedReloads,
  heartbeatOfAlerting,
  lostLogLines,
  reachedLimits,
  rejectedHeartbeats,
  seriesOverBudget,
  slowRenders,
  stalledExporters,
  unreachableExporters,
} from "../signals/exporter";
import type { Alert, AlertGroup } from "./alert";
import { AlertTemplate } from "./alert-template";

/** What is wrong with the exporter, with what it is told, or with the way from here to a person. */
export function exporterAlerts(promql: Promql): AlertGroup {
  return {
    name: "tidaldb.exporter",
    alerts: [
      tenantsUnroutable(promql),
      heartbeatsRejected(promql),
      limitReached(promql),
      exporterUnreachable(promql),
      exporterAbsent(promql),
      configReloadFailed(promql),
      logLinesLost(promql),
      certificateAboutToExpire(promql),
      certificateExpiresSoon(promql),
      overBudget(promql),
      slowRender(promql),
      exporterStalled(promql),
      watchdog(),
    ],
  };
}

function tenantsUnroutable(promql: Promql): Alert {
  const template = new AlertTemplate(promql);
  return {
    name: "TidaldbTenantsUnroutable",
    severity: "warning",
    signal: unroutableTenants(promql),
    summary: "There are tenants that no shard may hold.",
    description: `Tenants${template.ofCluster()} whose residency policy no shard meets: {{ $value }}.`,
    dashboard: { name: "overview", variables: template.variables() },
  };
}

function heartbeatsRejected(promql: Promql): Alert {
  const template = new AlertTemplate(promql);
  return {
    name: "TidaldbHeartbeatsRejected",
    severity: "warning",
    signal: rejectedHeartbeats(promql),
    summary: "The exporter rejects heartbeats.",
    description:
      `{{ $value | humanize }} heartbeats per minute${template.ofCluster()} are rejected (limit ` +
      `${promql.options.thresholds.rejectedPerMinute}): their senders count as silent.`,
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function limitReached(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "limit");
  return {
    name: "TidaldbLimitReached",
    severity: "warning",
    signal: reachedLimits(promql),
    summary: "The exporter refuses clients because of a limit.",
    description:
      `The limit ${template.label("limit")}${template.ofCluster()} refuses {{ $value | humanize }} times per minute. What it refuses is ` +
      "missing: heartbeats, scrapes or changes.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function exporterUnreachable(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  return {
    name: "TidaldbExporterUnreachable",
    severity: "critical",
    signal: unreachableExporters(promql),
    summary: "Prometheus cannot scrape an exporter.",
    description:
      `Scrapes of ${template.label("instance")}${template.ofCluster()} have failed for more than ` +
      `${promqlDuration(promql.options.alertTimes.TidaldbExporterUnreachable.forMs)}. What it alone watches is not ` +
      "watched now: no other alert can fire for it.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function exporterAbsent(promql: Promql): Alert {
  const template = new AlertTemplate(promql);
  return {
    name: "TidaldbExporterAbsent",
    severity: "critical",
    signal: absentExporters(promql),
    summary: "Prometheus has no exporter to scrape.",
    description:
      `There is no target of job ${promql.options.jobName}${template.ofCluster()} any more. The cluster is not watched: ` +
      "no other alert can fire for it.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function configReloadFailed(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  return {
    name: "TidaldbConfigReloadFailed",
    severity: "warning",
    signal: failedReloads(promql),
    summary: "An exporter could not load its changed configuration.",
    description:
      `${template.label("instance")}${template.ofCluster()} still runs with the configuration that it had before: a file ` +
      "of it, or a certificate that it names, is not valid. It will not start with that either.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function logLinesLost(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  return {
    name: "TidaldbLogLinesLost",
    severity: "warning",
    signal: lostLogLines(promql),
    summary: "An exporter cannot write its log.",
    description:
      `Lines of the log of ${template.label("instance")}${template.ofCluster()} were lost within the last ` +
      `${promqlDuration(promql.options.windows.rateMs)}: what reads it is gone or stands still, or its disk is full. The ` +
      "exporter itself works.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function certificateAboutToExpire(promql: Promql): Alert {
  return {
    name: "TidaldbCertificateAboutToExpire",
    severity: "critical",
    signal: certificatesAboutToExpire(promql),
    summary: "The certificate of an exporter is about to end.",
    ...endOfCertificate(promql),
  };
}

function certificateExpiresSoon(promql: Promql): Alert {
  return {
    name: "TidaldbCertificateExpiresSoon",
    severity: "warning",
    signal: certificatesToRenew(promql),
    summary: "The certificate of an exporter has to be renewed.",
    ...endOfCertificate(promql),
  };
}

function endOfCertificate(promql: Promql): Pick<Alert, "description" | "dashboard"> {
  const template = new AlertTemplate(promql, "instance");
  return {
    description:
      `The certificate that ${template.label("instance")}${template.ofCluster()} serves ends in ` +
      "{{ $value | humanizeDuration }}. From then on Prometheus cannot scrape it, and no shard can report to it.",
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function overBudget(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  return {
    name: "TidaldbSeriesOverBudget",
    severity: "info",
    signal: seriesOverBudget(promql),
    summary: "An exporter has more series than planned.",
    description:
      `${template.label("instance")}${template.ofCluster()} has {{ $value | humanize }} series, those included that its ` +
      `metrics.max_series leaves out of scrapes (budget ${promql.options.thresholds.seriesBudget}).`,
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function slowRender(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  return {
    name: "TidaldbSlowRender",
    severity: "info",
    signal: slowRenders(promql),
    summary: "An exporter takes long to render a scrape.",
    description:
      `${template.label("instance")}${template.ofCluster()} works {{ $value | humanizeDuration }} on a scrape (limit ` +
      `${promqlDuration(promql.options.thresholds.renderMs)}).`,
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function exporterStalled(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "instance");
  const { thresholds, windows } = promql.options;
  return {
    name: "TidaldbExporterStalled",
    severity: "info",
    signal: stalledExporters(promql),
    summary: "The process of an exporter stands still at times.",
    description:
      `${template.label("instance")}${template.ofCluster()} did not run for {{ $value | printf "%.0f" }}s of the last ` +
      `${promqlDuration(windows.stallMs)} (limit ${promqlDuration(thresholds.stallMs)}).`,
    dashboard: { name: "exporter", variables: template.variables() },
  };
}

function watchdog(): Alert {
  return {
    name: "Watchdog",
    severity: "none",
    signal: heartbeatOfAlerting(),
    summary: "Alerting works.",
    description:
      "This alert always fires. Send it to something that raises an alarm when it stops coming: then Prometheus, " +
      "Alertmanager or the way out of it is broken.",
    dashboard: { name: "overview", variables: {} },
  };
}
