import type { ReplicaRole } from "../../domain/terms/heartbeat-fields";
import type { ReplicaReading } from "../../domain/terms/live-replicas";
import { NS_PER_MS_F64 } from "../../domain/terms/units";
import { REPLICA_LABELS } from "../terms/metric";
import type { Metric, ReplicaLine, ReplicaMetric } from "../terms/metric";

/** A metric with one series for each replica that has a value for it. */
function replicaMetric(
  metric: Pick<ReplicaMetric, "name" | "type" | "help" | "unit">,
  read: ReplicaLine["read"],
): ReplicaMetric {
  const lines = [{ moreLabels: [], read }];
  return {
    ...metric,
    labels: REPLICA_LABELS,
    stability: "stable",
    group: "shard",
    lines,
    samples: samplesOf(lines),
  };
}

/** Line by line, as they are served: each with all replicas that have a value for it. */
function samplesOf(lines: readonly ReplicaLine[]): Metric["samples"] {
  return function* samples({ cluster }) {
    for (const line of lines) {
      for (const replica of cluster.replicas) {
        const value = line.read(replica);
        const labels = [String(replica.shardId), replica.regionName, ...line.moreLabels];
        if (value !== undefined) yield { labels, value };
      }
    }
  };
}

const ROLES: readonly ReplicaRole[] = ["leader", "follower"];

/** A line for each role, so that the old one is gone as soon as there is another. */
const ROLE_LINES = ROLES.map((role): ReplicaLine => ({
  moreLabels: [role],
  read: ({ stats }) => (stats?.role === role ? 1 : undefined),
}));

/** Seconds since the epoch, to the millisecond: what lies below that is lost where a u64 is read as a float. */
function timestampSeconds(ns: number | bigint): number {
  return Math.round(Number(ns) / NS_PER_MS_F64) / 1_000;
}

function isUp({ state }: ReplicaReading): boolean {
  return state === "Healthy" || state === "Degraded";
}

/**
 * Each replica, as it last reported. One that fell silent keeps its last values beside `tidaldb_shard_up` 0; one that
 * has never been heard has nothing but that 0.
 */
export const SHARD_METRICS: readonly ReplicaMetric[] = [
  replicaMetric(
    {
      name: "tidaldb_shard_up",
      type: "gauge",
      help: "1 when the last heartbeat of the replica is fresh, 0 when it is too old or none has come",
    },
    (replica) => (isUp(replica) ? 1 : 0),
  ),
  {
    name: "tidaldb_shard_role",
    type: "gauge",
    help: "Always 1; the label carries the role that the replica claimed last; only where it is reported",
    labels: [...REPLICA_LABELS, "role"],
    labelValues: { role: ROLES },
    stability: "experimental",
    group: "shard",
    lines: ROLE_LINES,
    samples: samplesOf(ROLE_LINES),
  },
  replicaMetric(
    { name: "tidaldb_shard_entities", type: "gauge", help: "Entities in the replica" },
    (replica) => replica.stats?.entityCount,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_signals_per_second",
      type: "gauge",
      unit: "signals_per_second",
      help: "Signals applied per second, the moving average (alpha = 0.1) that the replica reports",
    },
    (replica) => replica.stats?.signalThroughputEps,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_signals_total",
      type: "counter",
      help: "Signals that the replica has applied; only where it reports them",
    },
    (replica) => replica.stats?.signalsTotal,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_wal_bytes",
      type: "gauge",
      unit: "bytes",
      help: "Size of the WAL directory of the replica",
    },
    (replica) => replica.stats?.diskBytes,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_leader_seqno",
      type: "gauge",
      help: "Sequence number at the head of the WAL, written and not merely shipped; only where it is reported",
    },
    (replica) => replica.stats?.leaderSeqno,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_diverged_signals",
      type: "gauge",
      help: "Signals that the replica has outside the WAL and that another one may lack; 0 when all are equal; only where reported",
    },
    (replica) => replica.stats?.divergedSignals,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_conflicts_resolved_total",
      type: "counter",
      help: "Conflicts that reconciliation has resolved on the replica since it started; only where it reports them",
    },
    (replica) => replica.stats?.conflictsResolvedTotal,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_last_reconciled_timestamp_seconds",
      type: "gauge",
      unit: "seconds",
      help: "When a reconciliation last brought the replica something, in seconds since the epoch on its own clock; only where reported",
    },
    ({ stats }) =>
      stats?.lastReconciledNs === undefined ? undefined : timestampSeconds(stats.lastReconciledNs),
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_last_heartbeat_timestamp_seconds",
      type: "gauge",
      unit: "seconds",
      help: "When the last fresh heartbeat arrived, in seconds since the epoch on the clock of the exporter",
    },
    (replica) => replica.lastArrivalSeconds,
  ),
  replicaMetric(
    {
      name: "tidaldb_shard_clock_skew_seconds",
      type: "gauge",
      unit: "seconds",
      help: "Clock of the shard less the clock of the exporter when the last fresh heartbeat arrived; negative when it is behind",
    },
    (replica) => replica.clockSkewSeconds,
  ),
];
