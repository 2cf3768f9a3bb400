import { indent } from "../../promql/indent";
import { oneOf } from "../../promql/label-matcher";
import type { LabelMatcher } from "../../promql/label-matcher";
import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

const UP = "tidaldb_peer_up";
const LABELS = ["instance", "peer"] as const;

/** One series for each peer that an exporter asks; none where no peer is configured. */
export function peerRows(promql: PanelPromql): string {
  return `group ${promql.by(...LABELS)} (${promql.series(UP)})`;
}

/** Whether each peer told what it sees the last time. */
export function peerUp(promql: PanelPromql): Signal {
  return {
    name: "peerUp",
    expr: `max ${promql.by(...LABELS)} (${promql.series(UP)})`,
    unit: "state",
    title: "Peer",
    description: "Whether the peer told what it sees the last time that it was asked.",
  };
}

/** When each peer last told what it sees. */
export function peerLastSuccess(promql: PanelPromql): Signal {
  return {
    name: "peerLastSuccess",
    expr: `max ${promql.by(...LABELS)} (${promql.series("tidaldb_peer_last_success_timestamp_seconds")})`,
    unit: "timestamp_seconds",
    title: "Last answer of a peer",
    description: "When the peer last told what it sees.",
  };
}

/** How many regions one of the two hears and the other does not; 0 while they agree, nothing while it does not answer. */
export function peerDisagreement(promql: PanelPromql): Signal {
  const told = "tidaldb_peer_region_health";
  const seen = "tidaldb_region_health";
  const says = (metric: string, labels: readonly string[], state: LabelMatcher): string =>
    `max ${promql.by(...labels)} (${promql.series(metric, { state })}) == 1`;
  const both = (one: LabelMatcher, other: LabelMatcher): string =>
    `${says(told, [...LABELS, "region"], one)} and ${promql.on("instance", "region")} ${says(seen, ["instance", "region"], other)}`;
  const hears = oneOf("healthy", "degraded");
  const pairs = `(${both("offline", hears)})\nor\n(${both(hears, "offline")})`;
  return {
    name: "peerDisagreement",
    expr: `count ${promql.by(...LABELS)} (\n${indent(pairs)}\n)\nor\n(${peerUp(promql).expr} == 1) * 0`,
    unit: "count",
    title: "Regions that a peer sees otherwise",
    description: "Regions that the peer hears and the exporter does not, or the other way round.",
  };
}

/** Peers that contradict an exporter about a region, over time. */
export function disagreementByRegion(promql: PanelPromql): Signal {
  return {
    name: "disagreementByRegion",
    expr: `max ${promql.by("region")} (${promql.series("tidaldb_exporter_disagreement")}) > 0`,
    unit: "count",
    title: "Disagreement of peers by region",
    description:
      "Peers that hear the region although an exporter does not, or the other way round; the most that any exporter counts. " +
      "Nothing: they agree, or no peer is configured.",
    legend: promql.legend("{{region}}"),
  };
}
