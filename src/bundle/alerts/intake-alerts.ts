import { unroutableTenants } from "../signals/cluster";
import { disagreeingSources, downSources } from "../signals/source";
import { reachedLimits, rejectedHeartbeats } from "../signals/exporter";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import { waits, within } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/** What is wrong with what the exporter is told. */
export const INTAKE_ALERTS = [
  {
    name: "TidaldbTenantsUnroutable",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(5 * MINUTE_MS, restartMs),
    signal: unroutableTenants,
    seriesLabels: [],
    summary: "There are tenants that no shard may hold.",
    description: (template) =>
      `Tenants${template.ofCluster()} whose residency policy no shard meets: {{ $value }}.`,
    dashboard: { name: "overview", variables: [] },
  },
  {
    name: "TidaldbHeartbeatsRejected",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(10 * MINUTE_MS, restartOfSlopeMs),
    signal: rejectedHeartbeats,
    seriesLabels: [],
    summary: "The exporter rejects heartbeats.",
    description: (template, { thresholds }) =>
      `{{ $value | humanize }} heartbeats per minute${template.ofCluster()} are rejected (limit ` +
      `${thresholds.rejectedPerMinute}): their senders count as silent.`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      waits((time) => `For ${time} heartbeats`),
      ({ thresholds }) => `more than ${thresholds.rejectedPerMinute} per minute`,
      within("rateMs", "tidaldb_exporter_heartbeats_total"),
    ],
  },
  {
    name: "TidaldbSourceDown",
    severity: "warning",
    times: ({ gapMs }) => alertTimes(10 * MINUTE_MS, gapMs),
    signal: downSources,
    seriesLabels: ["instance", "source"],
    summary: "A source has given an exporter no evidence for long.",
    description: (template) =>
      `${template.label("instance")}${template.ofCluster()} gets no evidence from the source ${template.label("source")}. ` +
      "Where nothing else tells of its replicas, TidaldbSourceInTrouble pages.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} every`)],
  },
  {
    name: "TidaldbSourceDisagrees",
    severity: "info",
    times: ({ gapMs }) => alertTimes(15 * MINUTE_MS, gapMs),
    signal: disagreeingSources,
    seriesLabels: ["instance", "source", "region"],
    summary: "A source says another state of a region than the exporter finds.",
    description: (template) =>
      `The source ${template.label("source")} says another state of the region ${template.label("region")}${template.ofCluster()} than ` +
      `${template.label("instance")} finds.`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} the`)],
  },
  {
    name: "TidaldbLimitReached",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(10 * MINUTE_MS, restartOfSlopeMs),
    signal: reachedLimits,
    seriesLabels: ["limit"],
    summary: "The exporter refuses clients because of a limit.",
    description: (template) =>
      `The limit ${template.label("limit")}${template.ofCluster()} refuses {{ $value | humanize }} times per minute. What it refuses is ` +
      "missing: heartbeats, scrapes or changes.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} one`), within("rateMs", "limit_refusals_total")],
  },
] as const satisfies readonly AlertEntry[];
