import { indent } from "../promql/indent";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

const SECONDS = "tidaldb_replication_lag_seconds";
const SEQNOS = "tidaldb_replication_lag_seqnos";
const HEAD = "tidaldb_shard_leader_seqno";
const KEYS = ["shard", "region", "follower"] as const;
const LINK = ["region", "follower"] as const;

/** Names of the series that panels read instead of those of single followers, of which there may be thousands. */
export const LAG_RECORDS = {
  /** `followerLag`, of each link. */
  linkLag: "region_follower:tidaldb_replication_lag_seconds:max",
  linkDistance: "region_follower:tidaldb_replication_lag_seqnos:max",
  distribution: "le:tidaldb_replication_lag_seconds:count",
  worstLag: "region_shard_follower:tidaldb_replication_lag_seconds:worst",
  worstDistance: "region_shard_follower:tidaldb_replication_lag_seqnos:worst",
  written: "region:tidaldb_shard_leader_seqno:deriv",
  applied: "region_follower:tidaldb_shard_leader_seqno:applied",
} as const;

/** How many followers in each region are recorded one by one: what is drawn of them must not be too much to read. */
const WORST_PER_REGION = 8;
/** And of each link: where one leading region is chosen, those that lag behind others must not have taken all places. */
const WORST_PER_LINK = 2;

/** What lags by less than this part of the limit is not worth a line, and would come and go with every evaluation. */
const NOTABLE_SHARE = 0.2;

/** Lag from which on single followers are recorded, in seconds. */
export function notableLagSeconds({ options }: Promql): number {
  return (options.thresholds.degradedLagMs / 1000) * NOTABLE_SHARE;
}

/** Worst distance of each follower behind each region, over the shards. */
export function followerDistance(promql: Promql): Signal {
  return {
    name: "followerDistance",
    expr: promql.aggregate("max", LINK, promql.metric(SEQNOS)),
    unit: "seqnos",
    title: "Worst distance",
    description: "Sequence numbers that the follower has still to apply, the worst over the shards.",
    legend: "{{region}} → {{follower}}",
  };
}

/** Upper bounds of the buckets of lag, in seconds, around the limit that makes a replica Degraded. */
export function lagBucketSeconds({ options }: Promql): readonly number[] {
  const limitSeconds = options.thresholds.degradedLagMs / 1000;
  return [0.02, 0.1, 0.2, 0.4, 1, 2, 4, 12, 60, 720].map((factor) => factor * limitSeconds);
}

/** How many followers are in each bucket of lag, cumulative as a histogram's buckets are; by the exporter that knows most. */
export function lagDistributionRecord(promql: Promql): Signal {
  const lag = promql.metric(SECONDS);
  const bucket = (bound: string, inBucket: string): string =>
    `label_replace(max ${promql.by()} (sum ${promql.by("instance")} (${inBucket})), "le", "${bound}", "", "")`;
  const buckets = lagBucketSeconds(promql).map((bound) => bucket(String(bound), `${lag} <= bool ${bound}`));
  return {
    name: "lagDistributionRecord",
    expr: [...buckets, bucket("+Inf", `${lag} >= bool 0`)].join("\nor\n"),
    unit: "count",
    title: "Followers by lag",
    description: "How many followers lag by no more than each bound.",
    legend: "{{le}}",
  };
}

/** The followers in each region, and of each link, that lag most, where it is notable. Never many, however many there are. */
export function worstFollowers(promql: Promql): Signal {
  const lag = promql.aggregate("max", KEYS, promql.metric(SECONDS));
  const worst = (count: number, ...of: readonly string[]): string =>
    `topk ${promql.by(...of)} (${count},\n${indent(lag)} > ${notableLagSeconds(promql)}\n)`;
  return {
    name: "worstFollowers",
    expr: `${worst(WORST_PER_REGION, "follower")}\nor\n${worst(WORST_PER_LINK, ...LINK)}`,
    unit: "seconds",
    title: "Worst followers",
    description: `The ${WORST_PER_REGION} followers in each region that lag most, and the ${WORST_PER_LINK} of each link, of those that lag by more than ${notableLagSeconds(promql)} s.`,
  };
}

/** The distance of {@link worstFollowers}. Reads what that one recorded a moment before. */
export function worstFollowerDistance(promql: Promql): Signal {
  const distance = promql.aggregate("max", KEYS, promql.metric(SEQNOS));
  return {
    name: "worstFollowerDistance",
    expr: `${distance}\nand\n${promql.recorded(LAG_RECORDS.worstLag, promql.labels(...KEYS))}`,
    unit: "seqnos",
    title: "Distance of the worst followers",
    description: "Sequence numbers that each of the worst followers has still to apply.",
  };
}

/** How fast the WALs of each region's shards grow. */
export function writtenRecord(promql: Promql): Signal {
  return {
    name: "writtenRecord",
    expr: promql.aggregate(
      "sum",
      ["region"],
      promql.aggregate("max", ["shard", "region"], slope(promql, HEAD)),
    ),
    unit: "seqnos_per_second",
    title: "Written",
    description: "Sequence numbers that the region's leaders write per second.",
    legend: "{{region}}",
  };
}

/** How fast each region applies the WALs of each other: as fast as their heads move, less what its distance grows by. */
export function appliedRecord(promql: Promql): Signal {
  const grows = promql.aggregate("max", KEYS, slope(promql, SEQNOS));
  const head = promql.aggregate("max", ["shard", "region"], slope(promql, HEAD));
  const applied = `${grows} * -1\n+ ${promql.on("shard", "region")} group_left ()\n${head}`;
  return {
    name: "appliedRecord",
    // Rounded, because slopes leave a rest where two cancel each other out.
    expr: `round(sum ${promql.by(...LINK)} (\n${indent(applied)}\n), 0.01)`,
    unit: "seqnos_per_second",
    title: "Applied",
    description: "Sequence numbers that the following region applies per second.",
    legend: "{{region}} → {{follower}}",
  };
}

function slope(promql: Promql, metric: string): string {
  return `deriv(${promql.metric(metric)}[${promqlDuration(promql.options.windows.stalledMs)}])`;
}
