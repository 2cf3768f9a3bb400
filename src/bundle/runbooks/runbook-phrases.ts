import type { AlertName } from "../terms/alert-name";
import type { BundleOptions } from "../options/options";
import { promqlDuration as range } from "../promql/promql-duration";
import { byteText, durationText } from "./amount-text";

/** A phrase of a shipped runbook, as these options have it; what the default options make of it is what is shipped. */
export type RunbookPhrase = (options: BundleOptions) => string;

const waits = (alert: AlertName, phrase: (time: string) => string): RunbookPhrase => {
  return ({ alertTimes }) => phrase(durationText(alertTimes[alert].forMs));
};

const within =
  (window: "rateMs" | "lagTrendMs" | "stalledMs" | "flappingMs", before: string): RunbookPhrase =>
  ({ windows }) =>
    `${before}[${range(windows[window])}`;

const PHRASES: Readonly<Partial<Record<string, readonly RunbookPhrase[]>>> = {
  TidaldbCertificateAboutToExpire: [
    ({ thresholds }) => `ends in less than ${durationText(thresholds.certificateCriticalMs)}`,
    ({ thresholds }) => `since ${durationText(thresholds.certificateWarningMs)} before its end`,
  ],
  TidaldbCertificateExpiresSoon: [
    ({ thresholds }) => `ends in less than ${durationText(thresholds.certificateWarningMs)}`,
  ],
  TidaldbClockSkew: [
    waits("TidaldbClockSkew", (time) => `For ${time} the clock`),
    ({ thresholds }) => `more than ${durationText(thresholds.clockSkewMs)} off`,
    ({ thresholds }) => `abs(tidaldb_shard_clock_skew_seconds) > ${thresholds.clockSkewMs / 2000}`,
  ],
  TidaldbExporterAbsent: [
    ({ jobName }) => `the job \`${jobName}\``,
    ({ windows }) => `up{job="tidaldb-exporter"}[${range(windows.heardMs)}]`,
    ({ windows }) => `ends by itself after ${durationText(windows.heardMs)}`,
  ],
  TidaldbExporterStalled: [
    ({ thresholds, windows }) =>
      `more than ${durationText(thresholds.stallMs)} of the last ${durationText(windows.stallMs)}`,
    ({ windows }) => `stall_seconds_total[${range(windows.stallMs)}]`,
  ],
  TidaldbExporterUnreachable: [
    waits("TidaldbExporterUnreachable", (time) => `failed to scrape it for ${time}`),
  ],
  TidaldbFollowerLagging: [
    waits("TidaldbFollowerLagging", (time) => `for ${time}, and at its present pace`),
    ({ windows }) => `still will be in ${durationText(windows.catchUpMs)}`,
    within("lagTrendMs", "deriv(tidaldb_shard_leader_seqno"),
    within("lagTrendMs", "deriv(tidaldb_replication_lag_seqnos"),
  ],
  TidaldbHeartbeatsRejected: [
    waits("TidaldbHeartbeatsRejected", (time) => `For ${time} heartbeats`),
    ({ thresholds }) => `more than ${thresholds.rejectedPerMinute} per minute`,
    within("rateMs", "tidaldb_exporter_heartbeats_total"),
  ],
  TidaldbLeaderConflict: [waits("TidaldbLeaderConflict", (time) => `For ${time} two live`)],
  TidaldbLimitReached: [
    waits("TidaldbLimitReached", (time) => `For ${time} one`),
    within("rateMs", "limit_refusals_total"),
  ],
  TidaldbRegionDegraded: [
    waits("TidaldbRegionDegraded", (time) => `for more than ${time} one`),
    within("lagTrendMs", "deriv(tidaldb_replication_lag_seconds"),
  ],
  TidaldbRegionFlapping: [
    ({ thresholds, windows }) =>
      `${thresholds.regionFlaps} times or more within ${durationText(windows.flappingMs)}`,
    within("flappingMs", 'to!="unknown"}'),
    within("flappingMs", "heartbeat_timestamp_seconds)"),
    within("flappingMs", "tidaldb_replication_lag_seconds"),
  ],
  TidaldbRegionOffline: [within("rateMs", "tidaldb_exporter_heartbeats_total")],
  TidaldbReplicationStalled: [
    ({ windows, alertTimes }) =>
      `nothing of it for ${durationText(windows.stalledMs + alertTimes.TidaldbReplicationStalled.forMs)}`,
    within("stalledMs", "deriv(tidaldb_replication_lag_seconds"),
  ],
  TidaldbSeriesOverBudget: [
    waits("TidaldbSeriesOverBudget", (time) => `For ${time} each`),
    ({ thresholds }) => `more than ${thresholds.seriesBudget.toLocaleString("en")} series`,
  ],
  TidaldbShardDown: [waits("TidaldbShardDown", (time) => `silent for ${time} or more`)],
  TidaldbShardNeverSeen: [
    waits("TidaldbShardNeverSeen", (time) => `has come for ${time}`),
    ({ windows }) => `nor within ${durationText(windows.heardMs)} before`,
    waits("TidaldbShardNeverSeen", (time) => `takes longer than ${time}`),
    ({ windows }) => `down for more than ${durationText(windows.heardMs)}`,
  ],
  TidaldbSlowRender: [
    waits("TidaldbSlowRender", (time) => `For ${time} the`),
    ({ thresholds }) => `more than ${durationText(thresholds.renderMs)} on each scrape`,
    within("rateMs", '_total{job="tidaldb-exporter"}'),
    within("rateMs", '_sum{job="tidaldb-exporter"}'),
  ],
  TidaldbThroughputCollapse: [
    waits("TidaldbThroughputCollapse", (time) => `For ${time} the`),
    ({ thresholds }) => `less than ${percent(thresholds.throughputShare)} of`,
    ({ windows }) => `in the last ${durationText(windows.throughputPastMs)}`,
    ({ windows }) => `at this time ${ago(windows.throughputSeasonsAgoMs)} ago`,
    ({ windows }) => `the ${durationText(windows.throughputPastMs)} before`,
    within("rateMs", "rate(tidaldb_shard_signals_total"),
    within("rateMs", "deriv(tidaldb_shard_leader_seqno"),
  ],
  TidaldbTooFewHealthyRegions: [
    ({ thresholds }) => `${percent(thresholds.offlineRegionShare)} of the cluster's regions or more`,
  ],
  TidaldbWalGrowth: [
    waits("TidaldbWalGrowth", (time) => `For ${time} a WAL`),
    ({ thresholds }) => `larger than ${byteText(thresholds.walFloorBytes)}`,
    ({ thresholds, windows }) =>
      `more than ${thresholds.walGrowthFactor} times as large as ${durationText(windows.walPastMs)} before`,
    ({ windows }) => `tidaldb_region_signals_per_second offset ${range(windows.walPastMs)}`,
  ],
};

/**
 * What the runbook of an alert says of limits and times, in prose and in queries, but for the two limits of the exporter,
 * which are named in many.
 */
export function runbookPhrases(alert: string): readonly RunbookPhrase[] {
  return PHRASES[alert] ?? [];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}

function ago(timesMs: readonly number[]): string {
  return timesMs.length === 0 ? "at no time" : timesMs.map(durationText).join(" and ");
}
