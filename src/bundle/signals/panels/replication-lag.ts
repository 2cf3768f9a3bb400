import { matching } from "../../promql/label-matcher";
import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

const SECONDS = "tidaldb_replication_lag_seconds";
const SEQNOS = "tidaldb_replication_lag_seqnos";
const KEYS = ["shard", "region", "follower"] as const;

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
    expr: `max ${promql.by("region")} (${promql.series(SECONDS)})`,
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
    expr: `max ${promql.by("region", "follower")} (${promql.series(SECONDS)})`,
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
  const lag = promql.without("region").series(SECONDS, { follower: matching("$region") });
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
    expr: `max ${promql.by("region", "follower")} (${promql.series(SEQNOS)})`,
    unit: "seqnos",
    title: "Distance by link",
    description: "Sequence numbers that each following region has still to apply, the worst over the shards.",
  };
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

/**
 * Keeps, of an expression with one series for each follower, those followers that lag most at the end of the time range:
 * the same ones at every step, so that a graph has no more lines than that.
 */
export function ofMostLagging(promql: PanelPromql, count: number, expr: string): string {
  const top = topFollowers(promql, count, promql.seriesAtEnd(SECONDS));
  return `${expr}\nand ${promql.on(...KEYS)}\n${top}`;
}

/** Lag over time of the followers that lag most at the end of the time range. */
export function mostLagging(promql: PanelPromql, count: number): Signal {
  return {
    name: "mostLagging",
    expr: ofMostLagging(promql, count, `max ${promql.by(...KEYS)} (${promql.series(SECONDS)})`),
    unit: "seconds",
    title: `Lag of the ${count} worst followers`,
    description: `The ${count} of the chosen followers that lag most at the end of the time range.`,
    legend: promql.legend("{{shard}}: {{region}} → {{follower}}"),
  };
}

/** Distance over time of the followers that lag most at the end of the time range. */
export function mostLaggingDistance(promql: PanelPromql, count: number): Signal {
  return {
    ...mostLagging(promql, count),
    name: "mostLaggingDistance",
    expr: ofMostLagging(promql, count, `max ${promql.by(...KEYS)} (${promql.series(SEQNOS)})`),
    unit: "seqnos",
    title: `Distance of the ${count} worst followers`,
    description:
      `Sequence numbers to apply, for the ${count} chosen followers that lag most at the end of the time range. A distance ` +
      "is not a time: a quiet shard can be far behind by one event.",
  };
}

/** Upper bounds of the buckets of lag, in seconds, around the limit that makes a replica Degraded. */
function lagBucketSeconds(promql: PanelPromql): readonly number[] {
  const limitSeconds = promql.options.thresholds.degradedLagMs / 1000;
  return [0.02, 0.1, 0.2, 0.4, 1, 2, 4, 12, 60, 720].map((factor) => factor * limitSeconds);
}

/**
 * How many followers are in each bucket of lag, cumulative as a histogram's buckets are. Counts per exporter come first:
 * this is asked for all shards at every step, and a query that names single series would take many times as long.
 */
export function lagDistribution(promql: PanelPromql): Signal {
  const lag = promql.without("region", "shard", "follower").metric(SECONDS);
  const bucket = (bound: string, condition: string): string =>
    `label_replace(sum (max ${promql.by()} (count ${promql.by("instance")} (${lag}${condition}))) or vector(0), "le", "${bound}", "", "")`;
  const buckets = lagBucketSeconds(promql).map((bound) => bucket(String(bound), ` <= ${bound}`));
  return {
    name: "lagDistribution",
    expr: [...buckets, bucket("+Inf", "")].join("\nor\n"),
    unit: "seconds",
    title: "Lag of all followers",
    description:
      "How many followers of all shards have which lag; the brighter, the more. A band that climbs is a region that falls " +
      "behind, a few bright cells above it are single shards.",
    legend: "{{le}}",
  };
}
