import { promqlDuration } from "../promql/promql-duration";
import { divergedRegions, laggingFollowers, stalledFollowers } from "../signals/replication";
import { durationText } from "../terms/amount-text";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
import { waits, within } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/**
 * An alert's `region` is the region in trouble, here the one that is behind: so an Offline region silences what others
 * report about it. The region that reports the lag is `leader_region`.
 */
const REGIONS = { region: "follower", leader_region: "region" } as const;

/** What is wrong between regions. */
export const REPLICATION_ALERTS = [
  {
    name: "TidaldbFollowerLagging",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(2 * MINUTE_MS, restartOfSlopeMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: laggingFollowers,
    seriesLabels: ["region", "follower"],
    labels: REGIONS,
    summary: "A follower is behind and does not catch up.",
    description: (template, { thresholds, windows }) =>
      `Region ${template.label("follower")}${template.ofCluster()} is {{ $value | humanizeDuration }} behind region ` +
      `${template.label("region")} (limit ${promqlDuration(thresholds.degradedLagMs)}) and, as the lag moves now, still ` +
      `will be in ${promqlDuration(windows.catchUpMs)}.${worstShard(template)}`,
    dashboard: { name: "replication", variables: ["region", "follower"] },
    runbook: [
      waits((time) => `for ${time}, and at its present pace`),
      ({ windows }) => `still will be in ${durationText(windows.catchUpMs)}`,
      within("lagTrendMs", "deriv(tidaldb_shard_leader_seqno"),
      within("lagTrendMs", "deriv(tidaldb_replication_lag_seqnos"),
    ],
  },
  {
    name: "TidaldbReplicationStalled",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(MINUTE_MS, restartOfSlopeMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: stalledFollowers,
    seriesLabels: ["region", "follower"],
    labels: REGIONS,
    summary: "A follower stands still while its leader writes.",
    description: (template, { windows }) =>
      `Region ${template.label("follower")}${template.ofCluster()} has applied next to nothing of what region ` +
      `${template.label("region")} wrote in the last ${promqlDuration(windows.stalledMs)}; it is ` +
      `{{ $value | humanizeDuration }} behind.${worstShard(template)}`,
    dashboard: { name: "replication", variables: ["region", "follower"] },
    runbook: [
      ({ windows }, { forMs }) => `nothing of it for ${durationText(windows.stalledMs + forMs)}`,
      within("stalledMs", "deriv(tidaldb_replication_lag_seconds"),
    ],
  },
  {
    name: "TidaldbReplicasDiverged",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(5 * MINUTE_MS, restartMs),
    silencedBy: "TidaldbRegionInvolved",
    signal: divergedRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "Writes from both sides of a partition are not reconciled.",
    description: (template, _, { forMs }) => {
      const diverged = template.metric("tidaldb_shard_diverged_signals");
      const worst = template.ifFound(
        `topk(1, ${diverged} > 0)`,
        ` Most are on shard ${template.foundLabel("shard")}.`,
      );
      return (
        `Region ${template.label("region")}${template.ofCluster()} has up to {{ $value }} signals of a shard that other replicas ` +
        `of it lack, for ${promqlDuration(forMs)} or longer.${worst}`
      );
    },
    dashboard: { name: "replication", variables: ["region"] },
    runbook: [waits((time) => `For ${time} a live replica`)],
  },
] as const satisfies readonly AlertEntry[];

function worstShard(template: AlertTemplate): string {
  return template.ifFound(
    `topk(1, ${template.max("shard", template.metric("tidaldb_replication_lag_seconds"))})`,
    ` It is worst on shard ${template.foundLabel("shard")}, with {{ .Value | humanizeDuration }}.`,
  );
}
