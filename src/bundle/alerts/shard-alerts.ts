import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { downShards, growingWals, neverSeenShards, wrongClocks } from "../signals/shard";
import type { Alert, AlertGroup } from "./alert";
import { AlertTemplate } from "./alert-template";

/** What is wrong with single shards. */
export function shardAlerts(promql: Promql): AlertGroup {
  return {
    name: "tidaldb.shards",
    alerts: [shardDown(promql), shardNeverSeen(promql), clockSkew(promql), walGrowth(promql)],
  };
}

function shardDown(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region", "shard");
  const lastArrival = template.metric("tidaldb_shard_last_heartbeat_timestamp_seconds");
  const age = template.ifFound(
    `time() - max(${lastArrival})`,
    " Its last one came {{ .Value | humanizeDuration }} ago.",
  );
  return {
    name: "TidaldbShardDown",
    severity: "warning",
    signal: downShards(promql),
    labels: { region: template.label("region") },
    summary: "A shard stopped sending heartbeats.",
    description:
      `Shard ${template.label("shard")} in region ${template.label("region")}${template.ofCluster()} has sent no ` +
      `heartbeat for more than ${promqlDuration(promql.options.thresholds.offlineAfterMs)}.${age}`,
    dashboard: { name: "replication", variables: template.variables("region", "shard") },
  };
}

function shardNeverSeen(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region", "shard");
  return {
    name: "TidaldbShardNeverSeen",
    severity: "warning",
    signal: neverSeenShards(promql),
    labels: { region: template.label("region") },
    summary: "The topology names a shard that has not been heard.",
    description:
      `Shard ${template.label("shard")} in region ${template.label("region")}${template.ofCluster()} is in the topology, ` +
      "but has not been heard since the exporter started or the topology named it, " +
      `${promqlDuration(promql.options.alertTimes.TidaldbShardNeverSeen.forMs)} ago or longer.`,
    dashboard: { name: "replication", variables: template.variables("region", "shard") },
  };
}

function clockSkew(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const skew = template.metric("tidaldb_shard_clock_skew_seconds");
  const worst = template.ifFound(
    `topk(1, abs(${skew}) and ${template.metric("tidaldb_shard_up")} == 1)`,
    ` The worst is that of shard ${template.foundLabel("shard")}.`,
  );
  return {
    name: "TidaldbClockSkew",
    severity: "warning",
    signal: wrongClocks(promql),
    labels: { region: template.label("region") },
    summary: "The clock of a shard is wrong, or the exporter's.",
    description:
      `A clock in region ${template.label("region")}${template.ofCluster()} is {{ $value | humanizeDuration }} off from ` +
      `the exporter's (limit ${promqlDuration(promql.options.thresholds.clockSkewMs)}).${worst}`,
    dashboard: { name: "replication", variables: template.variables("region") },
  };
}

function walGrowth(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const { thresholds, windows } = promql.options;
  return {
    name: "TidaldbWalGrowth",
    severity: "warning",
    signal: growingWals(promql),
    labels: { region: template.label("region") },
    summary: "The WAL of a shard keeps growing.",
    description:
      `A WAL directory in region ${template.label("region")}${template.ofCluster()} has {{ $value | humanize1024 }}B, more ` +
      `than ${thresholds.walGrowthFactor} times what it had ${promqlDuration(windows.walPastMs)} ago, and grows on.`,
    dashboard: { name: "replication", variables: template.variables("region") },
  };
}
