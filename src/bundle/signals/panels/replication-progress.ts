import type { PanelPromql } from "./panel-promql";
import { ofMostLagging } from "./replication-lag";
import type { Signal } from "../signal";

const HEAD = "tidaldb_shard_leader_seqno";
const DISTANCE = "tidaldb_replication_lag_seqnos";

/** What a follower has applied is the head less its distance, both as of the same heartbeat. */
function headLessDistance(promql: PanelPromql, head: string, distance: string): string {
  const keys = promql.on("shard", "region");
  return `max ${promql.by("shard", "region", "follower")} (${distance}) * -1 + ${keys} group_left () max ${promql.by("shard", "region")} (${head})`;
}

/** The heads behind which the worst followers trail. */
export function headPosition(promql: PanelPromql, count: number): Signal {
  const worst = ofMostLagging(
    promql,
    count,
    `max ${promql.by("shard", "region", "follower")} (${promql.series(DISTANCE)})`,
  );
  return {
    name: "headPosition",
    expr: `max ${promql.by("shard", "region")} (${promql.series(HEAD)})\nand ${promql.on("shard", "region")}\n(\n${worst}\n)`,
    unit: "seqnos",
    title: "Head and applied positions",
    description:
      "Sequence number at the head of the WAL (dashed), and the last one that each follower has applied, for the followers " +
      "that lag most. A line that is flat while its head climbs stands still.",
    legend: promql.legend("{{shard}}: head in {{region}}"),
  };
}

/** The positions that the worst followers have applied. */
export function appliedPosition(promql: PanelPromql, count: number): Signal {
  const applied = headLessDistance(promql, promql.series(HEAD), promql.series(DISTANCE));
  return {
    ...headPosition(promql, count),
    name: "appliedPosition",
    expr: ofMostLagging(promql, count, applied),
    legend: promql.legend("{{shard}}: applied in {{follower}}"),
  };
}

/** How fast the heads move behind which the chosen followers trail. */
export function writtenRate(promql: PanelPromql): Signal {
  return {
    name: "writtenRate",
    expr: `sum ${promql.by("region")} (max ${promql.by("shard", "region")} (${promql.overRate("deriv", HEAD)}))`,
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
  const applied = headLessDistance(
    promql,
    promql.overRate("deriv", HEAD),
    promql.overRate("deriv", DISTANCE),
  );
  return {
    ...writtenRate(promql),
    name: "appliedRate",
    // Rounded, because slopes leave a rest where two cancel each other out.
    expr: `round(sum ${promql.by("region", "follower")} (${applied}), 0.01)`,
    legend: promql.legend("{{region}} applied in {{follower}}"),
  };
}
