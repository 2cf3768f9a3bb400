import { LAG_RECORDS } from "../recorded-lag";
import type { PanelPromql } from "./panel-promql";
import { recordedOrChosen } from "./recorded-or-chosen";
import type { Signal } from "../signal";

const HEAD = "tidaldb_shard_leader_seqno";
const DISTANCE = "tidaldb_replication_lag_seqnos";
const LAG = "tidaldb_replication_lag_seconds";
const KEYS = ["shard", "region", "follower"] as const;

/** What a follower has applied is the head less its distance, both as of the same heartbeat. */
function headLessDistance(promql: PanelPromql, head: string, distance: string): string {
  const keys = promql.on("shard", "region");
  return `max ${promql.by(...KEYS)} (${distance}) * -1 + ${keys} group_left () max ${promql.by("shard", "region")} (${head})`;
}

/** Of the chosen shards those followers that lag most at each moment. */
function worstChosen(promql: PanelPromql, count: number): string {
  return `topk(${count}, max ${promql.by(...KEYS)} (${promql.series(LAG, promql.whileChosen())}))`;
}

/** The heads behind which the worst followers of the chosen shards trail; nothing while all are chosen. */
export function headPosition(promql: PanelPromql, count: number): Signal {
  const heads = `max ${promql.by("shard", "region")} (${promql.series(HEAD, promql.whileChosen())})`;
  return {
    name: "headPosition",
    expr: `${heads}\nand ${promql.on("shard", "region")}\n${worstChosen(promql, count)}`,
    unit: "seqnos",
    title: "Head and applied positions",
    description:
      "Sequence number at the head of the WAL (dashed), and the last one that each follower has applied, for the followers " +
      "of the chosen shards that lag most. A line that is flat while its head climbs stands still. Choose shards to see it.",
    legend: promql.legend("{{shard}}: head in {{region}}"),
  };
}

/** The positions that the worst followers of the chosen shards have applied. */
export function appliedPosition(promql: PanelPromql, count: number): Signal {
  const chosen = promql.whileChosen();
  const applied = headLessDistance(promql, promql.series(HEAD, chosen), promql.series(DISTANCE, chosen));
  return {
    ...headPosition(promql, count),
    name: "appliedPosition",
    expr: `(${applied})\nand ${promql.on(...KEYS)}\n${worstChosen(promql, count)}`,
    legend: promql.legend("{{shard}}: applied in {{follower}}"),
  };
}

/** How fast the heads move behind which the chosen followers trail. */
export function writtenRate(promql: PanelPromql): Signal {
  const singles = { record: LAG_RECORDS.written, labels: ["region"], chosen: [] };
  const slope = promql.overRate("deriv", HEAD, promql.whileChosen());
  return {
    name: "writtenRate",
    expr: recordedOrChosen(
      promql,
      singles,
      () => `sum ${promql.by("region")} (max ${promql.by("shard", "region")} (${slope}))`,
    ),
    unit: "seqnos_per_second",
    title: "Written and applied",
    description:
      "How fast the WAL of the region's shards grows (dashed), and how fast each following region applies it. Applied below " +
      "written: it falls behind; above: it catches up; 0: it stands still.",
    legend: promql.legend("written in {{region}}"),
  };
}

/** How fast each region applies the WAL of each other. */
export function appliedRate(promql: PanelPromql): Signal {
  const chosen = promql.whileChosen();
  const applied = headLessDistance(
    promql,
    promql.overRate("deriv", HEAD, chosen),
    promql.overRate("deriv", DISTANCE, chosen),
  );
  const singles = { record: LAG_RECORDS.applied, labels: ["region", "follower"], chosen: [] };
  return {
    ...writtenRate(promql),
    name: "appliedRate",
    expr: recordedOrChosen(
      promql,
      singles,
      // Rounded, because slopes leave a rest where two cancel each other out.
      () => `round(sum ${promql.by("region", "follower")} (${applied}), 0.01)`,
    ),
    legend: promql.legend("{{region}} applied in {{follower}}"),
  };
}
