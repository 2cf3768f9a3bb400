import { indent } from "../../promql/indent";
import { matching } from "../../promql/label-matcher";
import type { PanelPromql } from "./panel-promql";
import { LAG_RECORDS, notableLagSeconds } from "../recorded-lag";
import type { Signal } from "../signal";
import { recordedOrChosen } from "./recorded-or-chosen";

const SECONDS = "tidaldb_replication_lag_seconds";
const SEQNOS = "tidaldb_replication_lag_seqnos";
const KEYS = ["shard", "region", "follower"] as const;
const LINK = ["region", "follower"] as const;

/** Worst lag of all followers, in seconds. */
export function worstLag(promql: PanelPromql): Signal {
  return {
    name: "worstLag",
    expr: `max (${promql.series(SECONDS)})`,
    unit: "seconds",
    title: "Worst lag",
    description: "Age of the oldest event that some follower has not applied.",
    legend: "worst",
  };
}

/** Worst lag of any region as a follower, which is served whatever the detail. */
export function worstRegionLag(promql: PanelPromql): Signal {
  return {
    ...worstLag(promql),
    name: "worstRegionLag",
    expr: `max (${promql.series("tidaldb_region_inbound_lag_seconds")})`,
  };
}

/** Worst distance of all followers. */
export function worstDistance(promql: PanelPromql): Signal {
  return {
    name: "worstDistance",
    expr: `max (${promql.series(SEQNOS)})`,
    unit: "seqnos",
    title: "Worst distance",
    description: "Sequence numbers that the follower that is furthest behind has still to apply.",
    legend: "worst",
  };
}

/** How many followers are over the lag that makes a replica Degraded. */
export function followersOverLimit(promql: PanelPromql): Signal {
  const limitSeconds = promql.options.thresholds.degradedLagMs / 1000;
  return {
    name: "followersOverLimit",
    expr: `sum (max ${promql.by(...KEYS)} (${promql.series(SECONDS)}) > bool ${limitSeconds})`,
    unit: "count",
    title: "Followers too far behind",
    description: `Followers whose lag is over ${limitSeconds} s, which makes the region that they follow Degraded.`,
    legend: "followers",
  };
}

/** Worst lag of each region as a follower. */
export function inboundLag(promql: PanelPromql): Signal {
  return {
    name: "inboundLag",
    expr: `max ${promql.by("region")} (${promql.series("tidaldb_region_inbound_lag_seconds")})`,
    unit: "seconds",
    title: "Lag by following region",
    description: "How far the region trails as a follower, the worst over the shards that it follows.",
    legend: promql.legend("{{region}}"),
  };
}

/** Worst lag of the chosen regions as followers. */
export function worstInboundLag(promql: PanelPromql): Signal {
  return {
    name: "worstInboundLag",
    expr: `max (${promql.series("tidaldb_region_inbound_lag_seconds")})`,
    unit: "seconds",
    title: "Own lag",
    description: "How far the region trails as a follower, the worst over the shards that it follows.",
    legend: "own lag",
  };
}

/** Worst lag of any follower behind each region; what makes the region Degraded. */
export function outboundLag(promql: PanelPromql): Signal {
  return {
    name: "outboundLag",
    expr: `max ${promql.by("region")} (${promql.recorded(LAG_RECORDS.linkLag, LINK)})`,
    unit: "seconds",
    title: "Lag of followers",
    description:
      "How far followers trail behind the region's replicas, the worst of them. It decides about Degraded.",
    legend: promql.legend("{{region}}"),
  };
}

/** Worst lag of each region behind each other, over the shards. */
export function lagByLink(promql: PanelPromql): Signal {
  return {
    name: "lagByLink",
    expr: ofLinks(promql, LAG_RECORDS.linkLag, SECONDS),
    unit: "seconds",
    title: "Lag by link",
    description:
      "Lag of each following region behind each leading one, the worst over their shards. One link alone points to the " +
      "network between the two, all links into a region to that region.",
    legend: promql.legend("{{region}} → {{follower}}"),
  };
}

/** Worst lag of the chosen regions as followers, behind each region that they follow. */
export function lagOfChosenFollowers(promql: PanelPromql): Signal {
  const all = promql.without("region");
  const lag = all.recorded(LAG_RECORDS.linkLag, LINK, { follower: matching("$region") });
  return {
    ...lagByLink(promql),
    name: "lagOfChosenFollowers",
    expr: `max ${promql.by("region", "follower")} (${lag})`,
    title: "This region behind others",
    description:
      "Lag of the region as a follower, behind each region that it follows; the worst over the shards.",
  };
}

/** Worst distance of each region behind each other, over the shards. */
export function distanceByLink(promql: PanelPromql): Signal {
  return {
    ...lagByLink(promql),
    name: "distanceByLink",
    expr: ofLinks(promql, LAG_RECORDS.linkDistance, SEQNOS),
    unit: "seqnos",
    title: "Distance by link",
    description: "Sequence numbers that each following region has still to apply, the worst over the shards.",
  };
}

/** What is recorded of each link, or the worst of the chosen shards. */
function ofLinks(promql: PanelPromql, record: string, metric: string): string {
  return recordedOrChosen(promql, { record, labels: LINK, chosen: [metric] }, ([series = ""]) =>
    promql.aggregate("max", LINK, series),
  );
}

function topFollowers(promql: PanelPromql, count: number, lag: string): string {
  return `topk(${count}, max ${promql.by(...KEYS)} (${lag}))`;
}

/** The followers that lag most, now. */
export function mostLaggingNow(promql: PanelPromql, count: number): Signal {
  return {
    name: "mostLaggingNow",
    expr: topFollowers(promql, count, promql.series(SECONDS)),
    unit: "seconds",
    title: "Followers that lag most",
    description: "The followers with the largest lag now, with the shard and the region that they follow.",
  };
}

/** The distance of the followers that lag most, now; NaN for those that report none. */
export function mostLaggingDistanceNow(promql: PanelPromql, count: number): Signal {
  const gauge = (name: string): string => `max ${promql.by(...KEYS)} (${promql.series(name)})`;
  const distance = `(\n  ${gauge(SEQNOS)}\n  or\n  ${gauge(SECONDS)} * NaN\n)`;
  return {
    ...mostLaggingNow(promql, count),
    name: "mostLaggingDistanceNow",
    expr: `${distance}\nand\n${mostLaggingNow(promql, count).expr}`,
    unit: "seqnos",
    title: "Distance",
    description: "Sequence numbers that the follower has still to apply.",
  };
}

/** Lag over time of the followers that lag most at each moment, so also of those that have recovered since. */
export function mostLagging(promql: PanelPromql, count: number): Signal {
  return {
    name: "mostLagging",
    expr: worstAtEachMoment(promql, count, LAG_RECORDS.worstLag, SECONDS),
    unit: "seconds",
    title: `Lag of the ${count} worst followers`,
    description:
      `The ${count} followers that lag most at each moment, of the worst of each following region and of each link, where they lag by more than ` +
      `${notableLagSeconds(promql)} s. While single shards are chosen: of theirs, however little they lag.`,
    legend: promql.legend("{{shard}}: {{region}} → {{follower}}"),
  };
}

/** Distance over time of followers, as {@link mostLagging} shows their lag. */
export function mostLaggingDistance(promql: PanelPromql, count: number): Signal {
  return {
    ...mostLagging(promql, count),
    name: "mostLaggingDistance",
    expr: worstAtEachMoment(promql, count, LAG_RECORDS.worstDistance, SEQNOS),
    unit: "seqnos",
    title: `Distance of the ${count} worst followers`,
    description:
      `Sequence numbers to apply: the ${count} largest distances at each moment, of the followers that lag most. A distance is not a ` +
      "time: a quiet shard can be far behind by one event.",
  };
}

/** Ranked after the choice of regions and shards, and at each step. */
function worstAtEachMoment(promql: PanelPromql, count: number, record: string, metric: string): string {
  const singles = { record, labels: KEYS, chosen: [metric] };
  const values = recordedOrChosen(promql, singles, ([series = ""]) => promql.aggregate("max", KEYS, series));
  return `topk(${count},\n${indent(values)}\n)`;
}

/** How many followers are in each bucket of lag, cumulative as a histogram's buckets are. */
export function lagDistribution(promql: PanelPromql): Signal {
  return {
    name: "lagDistribution",
    expr: `sum by (le) (${promql.recorded(LAG_RECORDS.distribution, ["le"])})`,
    unit: "seconds",
    title: "Lag of all followers",
    description:
      "How many followers of all shards have which lag; the brighter, the more. A band that climbs is a region that falls " +
      "behind, a few bright cells above it are single shards.",
    legend: "{{le}}",
  };
}
