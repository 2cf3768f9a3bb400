import { followerLag } from "../signals/replication";
import { REGION_THROUGHPUT, regionThroughput } from "../signals/cluster";
import { regionHealth } from "../signals/region";
import { incidentSupport } from "../signals/incident-sight";
import { regionClockSkew } from "../signals/shard";
import type { Signal } from "../signals/signal";
import type { Promql } from "../promql/promql";

/** A series that Prometheus computes and keeps. */
export interface RecordingRule {
  /** `level:metric:operation`: the labels it is grouped by beside the scope, what it is made from, and how. */
  readonly name: string;
  readonly signal: Signal;
}

/** Series that are read over long times, or by many panels at once, and that a new pod of the exporter continues. */
export function recordingRules(promql: Promql): readonly RecordingRule[] {
  return [
    { name: "region_state:tidaldb_region_health:max", signal: regionHealth(promql) },
    { name: REGION_THROUGHPUT, signal: regionThroughput(promql) },
    { name: "region_follower:tidaldb_replication_lag_seconds:max", signal: followerLag(promql) },
    { name: "region:tidaldb_shard_clock_skew_seconds:max", signal: regionClockSkew(promql) },
    ...Object.entries(incidentSupport(promql).slow).map(([name, signal]) => ({ name, signal })),
  ];
}
