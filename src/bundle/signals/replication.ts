import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

/** A follower that advances by less than this share of what its leader writes stands still but for rounding. */
const STANDSTILL_SHARE = 0.9;

/** Worst lag of each follower behind each region, over the shards. */
export function followerLag(promql: Promql): Signal {
  return {
    name: "followerLag",
    expr: promql.aggregate("max", ["region", "follower"], promql.metric("tidaldb_replication_lag_seconds")),
    unit: "seconds",
    title: "Worst replication lag",
    description:
      "Age of the oldest event that the follower has not applied, the worst over the shards of the region that it follows.",
    legend: "{{region}} → {{follower}}",
  };
}

/**
 * Followers over the lag limit that will not be below it soon at their present pace, by the region that they follow. The
 * second condition is what keeps a follower that is catching up after a restart from being reported.
 */
export function laggingFollowers(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const lag = promql.metric("tidaldb_replication_lag_seconds");
  const limitSeconds = thresholds.degradedLagMs / 1000;
  const ahead = `predict_linear(${lag}[${promqlDuration(windows.lagTrendMs)}], ${windows.catchUpMs / 1000})`;
  return {
    name: "laggingFollowers",
    expr: promql.aggregate(
      "max",
      ["region", "follower"],
      `\n  ${lag} > ${limitSeconds}\n  and\n  ${ahead} > ${limitSeconds}\n`,
    ),
    unit: "seconds",
    title: "Followers that lag and do not recover",
    description:
      `Lag of followers that are more than ${promqlDuration(thresholds.degradedLagMs)} behind and, as the lag moved in the ` +
      `last ${promqlDuration(windows.lagTrendMs)}, will still be in ${promqlDuration(windows.catchUpMs)}.`,
    legend: "{{region}} → {{follower}}",
  };
}

/**
 * Followers that apply nothing of what their leader writes: the distance grows by as much as the head moves. Where the head
 * is not reported, the rate at which the replica applies events stands in for it.
 */
export function stalledFollowers(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const window = promqlDuration(windows.stalledMs);
  const distance = `delta(${promql.metric("tidaldb_replication_lag_seqnos")}[${window}])`;
  const head = `delta(${promql.metric("tidaldb_shard_leader_seqno")}[${window}])`;
  const applied = `avg_over_time(${promql.metric("tidaldb_shard_signals_per_second")}[${window}])`;
  return {
    name: "stalledFollowers",
    expr: promql.aggregate(
      "max",
      ["region", "follower"],
      `
  ${promql.metric("tidaldb_replication_lag_seconds")} > ${thresholds.degradedLagMs / 1000}
  and
  ${distance}
  > ignoring (${promql.labelNames("follower").join(", ")}) group_left ()
  (${STANDSTILL_SHARE} * ((${head} or ${applied} * ${windows.stalledMs / 1000}) > 0))
`,
    ),
    unit: "seconds",
    title: "Followers that stand still",
    description: `Lag of followers whose distance grew, over ${window}, by at least ${STANDSTILL_SHARE * 100} % of what was written.`,
    legend: "{{region}} → {{follower}}",
  };
}

/** Live replicas that have had signals which others lack, the most of each region. */
export function divergedRegions(promql: Promql): Signal {
  const diverged = promql.metric("tidaldb_shard_diverged_signals");
  return {
    name: "divergedRegions",
    // A replica that is down keeps what it said last, and cannot reconcile.
    expr: `${promql.aggregate(
      "max",
      ["region"],
      `\n  ${diverged}\n  and\n  ${promql.metric("tidaldb_shard_up")} == 1\n`,
    )} > 0`,
    unit: "count",
    title: "Regions that are not reconciled",
    description:
      "Most signals that a live replica of the region has outside the WAL and that another replica of its shard is not known to have.",
    legend: "{{region}}",
  };
}
