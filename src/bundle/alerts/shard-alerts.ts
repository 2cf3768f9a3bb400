import { promqlDuration } from "../promql/promql-duration";
import { criticalShards } from "../signals/cluster";
import { downShards, growingWals, neverSeenShards, wrongClocks } from "../signals/shard";
import { byteText, durationText } from "../terms/amount-text";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import { waits } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/** What is wrong with single shards. */
export const SHARD_ALERTS = [
  {
    name: "TidaldbShardDown",
    severity: "warning",
    times: ({ pendingPhaseMs, restartMs }) => alertTimes(pendingPhaseMs, restartMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: downShards,
    seriesLabels: ["region", "shard"],
    labels: { region: "region", shard: "shard" },
    summary: "A shard stopped sending heartbeats.",
    description: (template, { thresholds }) => {
      const lastArrival = template.metric("tidaldb_shard_last_heartbeat_timestamp_seconds");
      const age = template.ifFound(
        `time() - max(${lastArrival})`,
        " Its last one came {{ .Value | humanizeDuration }} ago.",
      );
      return (
        `Shard ${template.label("shard")} in region ${template.label("region")}${template.ofCluster()} has sent no ` +
        `heartbeat for more than ${promqlDuration(thresholds.offlineAfterMs)}.${age}`
      );
    },
    dashboard: { name: "replication", variables: ["region", "shard"] },
    runbook: [waits((time) => `silent for ${time} or more`)],
  },
  {
    name: "TidaldbShardNeverSeen",
    severity: "warning",
    // Long enough for a new region to be rolled out after its topology.
    times: ({ pendingPhaseMs, restartMs }) => alertTimes(pendingPhaseMs + 4 * MINUTE_MS, restartMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: neverSeenShards,
    seriesLabels: ["region", "shard"],
    labels: { region: "region", shard: "shard" },
    summary: "The topology names a shard that has not been heard.",
    description: (template, _, { forMs }) =>
      `Shard ${template.label("shard")} in region ${template.label("region")}${template.ofCluster()} is in the topology, ` +
      "but has not been heard since the exporter started or the topology named it, " +
      `${promqlDuration(forMs)} ago or longer.`,
    dashboard: { name: "replication", variables: ["region", "shard"] },
    runbook: [
      waits((time) => `has come for ${time}`),
      ({ windows }) => `nor within ${durationText(windows.heardMs)} before`,
      waits((time) => `takes longer than ${time}`),
      ({ windows }) => `down for more than ${durationText(windows.heardMs)}`,
    ],
  },
  {
    name: "TidaldbCriticalShards",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(15 * MINUTE_MS, restartMs),
    signal: criticalShards,
    seriesLabels: [],
    summary: "The next failure may lose data of a shard.",
    description: (template, _, { forMs }) =>
      `Shards${template.ofCluster()} whose next failure takes the last of several copies, or the leader without a ` +
      `caught-up follower: {{ $value }}, for ${promqlDuration(forMs)} or longer.`,
    dashboard: { name: "overview", variables: [] },
    runbook: [waits((time) => `For ${time} there`)],
  },
  {
    name: "TidaldbClockSkew",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(5 * MINUTE_MS, restartMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: wrongClocks,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "The clock of a shard is wrong, or the exporter's.",
    description: (template, { thresholds }) => {
      const skew = template.metric("tidaldb_shard_clock_skew_seconds");
      const worst = template.ifFound(
        `topk(1, abs(${skew}) and ${template.metric("tidaldb_shard_up")} == 1)`,
        ` The worst is that of shard ${template.foundLabel("shard")}.`,
      );
      return (
        `A clock in region ${template.label("region")}${template.ofCluster()} is {{ $value | humanizeDuration }} off from ` +
        `the exporter's (limit ${promqlDuration(thresholds.clockSkewMs)}).${worst}`
      );
    },
    dashboard: { name: "replication", variables: ["region"] },
    runbook: [
      waits((time) => `For ${time} the clock`),
      ({ thresholds }) => `more than ${durationText(thresholds.clockSkewMs)} off`,
      ({ thresholds }) => `abs(tidaldb_shard_clock_skew_seconds) > ${thresholds.clockSkewMs / 2000}`,
    ],
  },
  {
    name: "TidaldbWalGrowth",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(15 * MINUTE_MS, restartOfSlopeMs),
    waiting: [
      { mustBe: "longer", than: "walTrendMs", why: "one leap of a WAL would be taken for growth" },
      {
        mustBe: "shorter",
        than: "walPastMs",
        why: "a WAL is then compared with itself after the growth, and the alert can never fire",
      },
    ],
    silencedBy: "TidaldbRegionInvolved",
    signal: growingWals,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "The WAL of a shard keeps growing.",
    description: (template, { thresholds, windows }) =>
      `A WAL directory in region ${template.label("region")}${template.ofCluster()} has {{ $value | humanize1024 }}B, more ` +
      `than ${thresholds.walGrowthFactor} times what it had ${promqlDuration(windows.walPastMs)} ago, and grows on.`,
    dashboard: { name: "replication", variables: ["region"] },
    runbook: [
      waits((time) => `For ${time} a WAL`),
      ({ thresholds }) => `larger than ${byteText(thresholds.walFloorBytes)}`,
      ({ thresholds, windows }) =>
        `more than ${thresholds.walGrowthFactor} times as large as ${durationText(windows.walPastMs)} before`,
      ({ windows }) => `tidaldb_region_signals_per_second offset ${promqlDuration(windows.walPastMs)}`,
    ],
  },
] as const satisfies readonly AlertEntry[];
