import { indent } from "../promql/indent";
import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

const UP = "tidaldb_shard_up";
const ARRIVAL = "tidaldb_shard_last_heartbeat_timestamp_seconds";
const SKEW = "tidaldb_shard_clock_skew_seconds";
const WAL = "tidaldb_shard_wal_bytes";
const ROLE = "tidaldb_shard_role";
const KEYS = ["shard", "region"] as const;

/** Names of the series that panels read instead of those of single replicas, of which there may be thousands. */
export const REPLICA_RECORDS = {
  clock: "cluster:tidaldb_exporter_time_seconds:max",
  newest: "region:tidaldb_shard_last_heartbeat_timestamp_seconds:max",
  oldest: "region:tidaldb_shard_last_heartbeat_timestamp_seconds:min",
  silent: "region_shard:tidaldb_shard_last_heartbeat_timestamp_seconds:oldest",
  wrongClocks: "region_shard:tidaldb_shard_clock_skew_seconds:worst",
  largestWals: "region_shard:tidaldb_shard_wal_bytes:largest",
  walGrowth: "region:tidaldb_region_wal_bytes:deriv",
  leadersMoved: "region:tidaldb_shard_role:moved",
} as const;

/** How many replicas of each region are recorded one by one. */
const PER_REGION = 3;
/** The most silent ones of each region: as many as the table of one region lists. */
export const SILENT_PER_REGION = 20;

/** A clock that is off by less than this part of the limit is not worth a line. */
const NOTABLE_SHARE = 0.5;

/** Distance of a clock from which on single ones are recorded, in seconds. */
export function notableSkewSeconds({ options }: Promql): number {
  return (options.thresholds.clockSkewMs / 1000) * NOTABLE_SHARE;
}

function arrivals(promql: Promql): string {
  return promql.aggregate("max", KEYS, promql.metric(ARRIVAL));
}

/** What time it was at the last scrape, by which ages of recorded heartbeats are told. */
export function scrapedClock(promql: Promql): Signal {
  return {
    name: "scrapedClock",
    expr: `max ${promql.by()} (${promql.metric("tidaldb_exporter_time_seconds")})`,
    unit: "timestamp_seconds",
    title: "Time of the last scrape",
    description: "The exporter's clock at the last scrape.",
  };
}

/** When the newest, or the oldest, last heartbeat of a region's replicas came. */
export function regionHeartbeat(promql: Promql, which: "max" | "min"): Signal {
  return {
    name: which === "max" ? "regionNewestArrival" : "regionOldestArrival",
    expr: `${which} ${promql.by("region")} (${arrivals(promql)})`,
    unit: "timestamp_seconds",
    title: which === "max" ? "Newest heartbeat" : "Oldest last heartbeat",
    description:
      "When the last heartbeat of a replica of the region came; of all its replicas, the newest or the oldest.",
    legend: "{{region}}",
  };
}

/** The last heartbeats of the replicas that have been silent for longest; 0 for those that were never heard. */
export function mostSilent(promql: Promql): Signal {
  const never = `${promql.aggregate("max", KEYS, promql.metric(UP))} * 0`;
  const all = `${arrivals(promql)}\nor\n${never}`;
  return {
    name: "mostSilent",
    expr: `bottomk ${promql.by("region")} (${SILENT_PER_REGION},\n${indent(all)}\n)`,
    unit: "timestamp_seconds",
    title: "Most silent replicas",
    description: `Last heartbeats of the ${SILENT_PER_REGION} replicas of each region that have been silent for longest; 0 where none came.`,
  };
}

/** The live clocks of each region that are furthest off, with their sign, where that is notable. */
export function worstClocks(promql: Promql): Signal {
  const live = `${promql.aggregate("max", KEYS, promql.metric(UP))} == 1`;
  const skew = promql.aggregate("max", KEYS, promql.metric(SKEW));
  const notable = `abs(${skew}) > ${notableSkewSeconds(promql)}\nand\n${live}`;
  return {
    name: "worstClocks",
    expr: `${skew}\nand\ntopk ${promql.by("region")} (${PER_REGION},\n${indent(notable)}\n)`,
    unit: "seconds",
    title: "Worst clocks",
    description: `Distance from the exporter's clock of the ${PER_REGION} clocks of live replicas of each region that are furthest off.`,
  };
}

/** The largest WAL directories of each region. */
export function largestWals(promql: Promql): Signal {
  return {
    name: "largestWals",
    expr: `topk ${promql.by("region")} (${PER_REGION}, ${promql.aggregate("max", KEYS, promql.metric(WAL))})`,
    unit: "bytes",
    title: "Largest WALs",
    description: `The ${PER_REGION} largest WAL directories of each region.`,
  };
}

/** How fast the WAL directories of each region grow together. */
export function regionWalGrowth(promql: Promql): Signal {
  const window = promqlDuration(promql.options.windows.stalledMs);
  const slope = `deriv(${promql.metric("tidaldb_region_wal_bytes")}[${window}])`;
  return {
    name: "regionWalGrowth",
    expr: promql.aggregate("max", ["region"], slope),
    unit: "bytes_per_second",
    title: "WAL growth",
    description:
      "Bytes per second by which the WAL directories of the region grow; below 0 they are cut back.",
    legend: "{{region}}",
  };
}

/** Regions that stopped leading some shard which another one leads now. */
export function leadershipMoves(promql: Promql): Signal {
  const leads = promql.metric(ROLE, { role: "leader" });
  const window = promqlDuration(promql.options.windows.stalledMs);
  const did = promql.aggregate("max", KEYS, `last_over_time(${leads}[${window}])`);
  const does = promql.aggregate("max", KEYS, leads);
  const moved = `${did}\nunless\n${does}\nand ${promql.on("shard")}\nmax ${promql.by("shard")} (${does})`;
  return {
    name: "leadershipMoves",
    expr: `count ${promql.by("region")} (\n${indent(moved)}\n)`,
    unit: "count",
    title: "Leaders moved",
    description: `How many shards that were led in the region in the last ${window} are led elsewhere now.`,
    legend: "{{region}}",
  };
}
