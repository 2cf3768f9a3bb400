import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { leaderConflicts } from "../signals/cluster";
import { laggingFollowers, stalledFollowers } from "../signals/replication";
import type { Alert, AlertGroup } from "./alert";
import { AlertTemplate } from "./alert-template";

/** What is wrong between regions. */
export function replicationAlerts(promql: Promql): AlertGroup {
  return {
    name: "tidaldb.replication",
    alerts: [followerLagging(promql), replicationStalled(promql), leaderConflict(promql)],
  };
}

/**
 * An alert's `region` is the region in trouble, here the one that is behind: so an Offline region silences what others
 * report about it. The region that reports the lag is `leader_region`.
 */
function regionsOf(template: AlertTemplate): Record<string, string> {
  return { region: template.label("follower"), leader_region: template.label("region") };
}

function worstShard(template: AlertTemplate): string {
  return template.ifFound(
    `topk(1, ${template.max("shard", template.metric("tidaldb_replication_lag_seconds"))})`,
    ` It is worst on shard ${template.foundLabel("shard")}, with {{ .Value | humanizeDuration }}.`,
  );
}

function followerLagging(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region", "follower");
  const { thresholds, windows } = promql.options;
  return {
    name: "TidaldbFollowerLagging",
    severity: "warning",
    signal: laggingFollowers(promql),
    labels: regionsOf(template),
    summary: "A follower is behind and does not catch up.",
    description:
      `Region ${template.label("follower")}${template.ofCluster()} is {{ $value | humanizeDuration }} behind region ` +
      `${template.label("region")} (limit ${promqlDuration(thresholds.degradedLagMs)}) and, as the lag moves now, still ` +
      `will be in ${promqlDuration(windows.catchUpMs)}.${worstShard(template)}`,
    dashboard: { name: "replication", variables: template.variables("region", "follower") },
  };
}

function replicationStalled(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region", "follower");
  return {
    name: "TidaldbReplicationStalled",
    severity: "critical",
    signal: stalledFollowers(promql),
    labels: regionsOf(template),
    summary: "A follower stands still while its leader writes.",
    description:
      `Region ${template.label("follower")}${template.ofCluster()} has applied next to nothing of what region ` +
      `${template.label("region")} wrote in the last ${promqlDuration(promql.options.windows.stalledMs)}; it is ` +
      `{{ $value | humanizeDuration }} behind.${worstShard(template)}`,
    dashboard: { name: "replication", variables: template.variables("region", "follower") },
  };
}

function leaderConflict(promql: Promql): Alert {
  const template = new AlertTemplate(promql);
  return {
    name: "TidaldbLeaderConflict",
    severity: "critical",
    signal: leaderConflicts(promql),
    summary: "Two replicas of a shard claim to lead.",
    description: `Shards${template.ofCluster()} with two or more live replicas that claim to lead: {{ $value }}.`,
    dashboard: { name: "overview", variables: template.variables() },
  };
}
