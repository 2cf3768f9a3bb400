import { indent } from "../../promql/indent";
import { notableSkewSeconds, REPLICA_RECORDS } from "../recorded-replicas";
import type { PanelPromql } from "./panel-promql";
import { recordedOrChosen } from "./recorded-or-chosen";
import type { Signal } from "../signal";

const UP = "tidaldb_shard_up";
const SKEW = "tidaldb_shard_clock_skew_seconds";
const WAL = "tidaldb_shard_wal_bytes";
const KEYS = ["shard", "region"] as const;

/** Worst distance of a live shard's clock from the exporter's, ahead or behind. */
export function worstClockSkew(promql: PanelPromql): Signal {
  return {
    name: "worstClockSkew",
    expr: `max (abs(${liveSkew(promql, promql.series(SKEW), promql.series(UP))}))`,
    unit: "seconds",
    title: "Clock skew",
    description:
      "Largest distance, ahead or behind, of a live shard's clock from the exporter's. The time that a heartbeat is under way " +
      "is part of it.",
    legend: "worst",
  };
}

/** A shard that is down keeps the skew of its last heartbeat, and its clock cannot be set. */
function liveSkew(promql: PanelPromql, skew: string, up: string): string {
  const by = promql.by(...KEYS);
  return `max ${by} (${skew}) and max ${by} (${up}) == 1`;
}

/** Clocks that are furthest off at each moment, with their sign; only live ones, ranked after the choice. */
export function clockSkew(promql: PanelPromql, count: number): Signal {
  const singles = { record: REPLICA_RECORDS.wrongClocks, labels: KEYS, chosen: [SKEW, UP] };
  const skew = indent(recordedOrChosen(promql, singles, ([own = "", up = ""]) => liveSkew(promql, own, up)));
  return {
    name: "clockSkew",
    expr: `(\n${skew}\n)\nand\ntopk(${count}, abs(\n${skew}\n))`,
    unit: "seconds",
    title: "Clocks that are furthest off",
    description:
      `The ${count} live replicas whose clocks are furthest off at each moment, where they are off by more than ` +
      `${notableSkewSeconds(promql)} s: above 0 ahead of the exporter's clock, below 0 behind it. While single shards are chosen: theirs, ` +
      "however little they are off.",
    legend: promql.legend("{{shard}} in {{region}}"),
  };
}

/** The largest WAL directories at each moment. */
export function walBytes(promql: PanelPromql, count: number): Signal {
  const singles = { record: REPLICA_RECORDS.largestWals, labels: KEYS, chosen: [WAL] };
  const sizes = recordedOrChosen(promql, singles, ([series = ""]) => promql.aggregate("max", KEYS, series));
  return {
    name: "walBytes",
    expr: `topk(${count},\n${indent(sizes)}\n)`,
    unit: "bytes",
    title: "WAL size",
    description: `The ${count} largest WAL directories at each moment, of the largest ones of each region or of the chosen shards.`,
    legend: promql.legend("{{shard}} in {{region}}"),
  };
}

/** How fast WAL directories grow, by region. */
export function walGrowth(promql: PanelPromql): Signal {
  const singles = { record: REPLICA_RECORDS.walGrowth, labels: ["region"], chosen: [] };
  const growth = `max ${promql.by(...KEYS)} (${promql.overRate("deriv", WAL, promql.whileChosen())})`;
  return {
    name: "walGrowth",
    expr: recordedOrChosen(promql, singles, () => `sum ${promql.by("region")} (${growth})`),
    unit: "bytes_per_second",
    title: "WAL growth",
    description:
      "How fast the WAL directories grow, by region, those of the chosen shards or of all; below 0 they are cut back.",
    legend: promql.legend("{{region}}"),
  };
}

/** Replicas without a fresh heartbeat; 0 while all have one. */
export function replicasDown(promql: PanelPromql): Signal {
  return {
    name: "replicasDown",
    expr: `sum (max ${promql.by("shard", "region")} (${promql.series("tidaldb_shard_up")}) == bool 0)`,
    unit: "count",
    title: "Not heard",
    description: "Replicas without a fresh heartbeat: silent for too long, or never heard.",
    legend: "replicas",
  };
}
