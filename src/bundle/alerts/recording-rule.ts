import { followerLag } from "../signals/replication";
import { REGION_THROUGHPUT, regionThroughput } from "../signals/cluster";
import { incidentSupport } from "../signals/incident-sight";
import {
  appliedRecord,
  followerDistance,
  LAG_RECORDS,
  lagDistributionRecord,
  worstFollowerDistance,
  worstFollowers,
  writtenRecord,
} from "../signals/recorded-lag";
import {
  largestWals,
  leadershipMoves,
  mostSilent,
  regionHeartbeat,
  regionWalGrowth,
  scrapedClock,
  REPLICA_RECORDS,
  worstClocks,
} from "../signals/recorded-replicas";
import { objectiveRecords } from "../signals/objectives";
import type { Signal } from "../signals/signal";
import type { Promql } from "../promql/promql";

/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
  /** `level:metric:operation`: the labels it is grouped by beside the scope, what it is made from, and how. */
  readonly name: string;
  readonly signal: Signal;
}

/**
 * Series that are read over long times, or instead of those of thousands of replicas and followers, and that a new pod of the
 * exporter continues. Of two of which one reads the other, the one that is read comes first.
 */
export function recordingRules(promql: Promql): readonly RecordingRule[] {
  return [
    { name: REGION_THROUGHPUT, signal: regionThroughput(promql) },
    ...lagRecords(promql),
    ...replicaRecords(promql),
    ...objectiveRecords(promql).map(([name, signal]) => ({ name, signal })),
    ...Object.entries(incidentSupport(promql).slow).map(([name, signal]) => ({ name, signal })),
  ];
}

function lagRecords(promql: Promql): readonly RecordingRule[] {
  return [
    { name: LAG_RECORDS.linkLag, signal: followerLag(promql) },
    { name: LAG_RECORDS.linkDistance, signal: followerDistance(promql) },
    { name: LAG_RECORDS.distribution, signal: lagDistributionRecord(promql) },
    { name: LAG_RECORDS.worstLag, signal: worstFollowers(promql) },
    { name: LAG_RECORDS.worstDistance, signal: worstFollowerDistance(promql) },
    { name: LAG_RECORDS.written, signal: writtenRecord(promql) },
    { name: LAG_RECORDS.applied, signal: appliedRecord(promql) },
  ];
}

function replicaRecords(promql: Promql): readonly RecordingRule[] {
  return [
    { name: REPLICA_RECORDS.clock, signal: scrapedClock(promql) },
    { name: REPLICA_RECORDS.newest, signal: regionHeartbeat(promql, "max") },
    { name: REPLICA_RECORDS.oldest, signal: regionHeartbeat(promql, "min") },
    { name: REPLICA_RECORDS.silent, signal: mostSilent(promql) },
    { name: REPLICA_RECORDS.wrongClocks, signal: worstClocks(promql) },
    { name: REPLICA_RECORDS.largestWals, signal: largestWals(promql) },
    { name: REPLICA_RECORDS.walGrowth, signal: regionWalGrowth(promql) },
    { name: REPLICA_RECORDS.leadersMoved, signal: leadershipMoves(promql) },
  ];
}
