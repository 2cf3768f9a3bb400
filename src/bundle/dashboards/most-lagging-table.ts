import type { PanelPromql } from "../signals/panels/panel-promql";
import { mostLaggingDistanceNow, mostLaggingNow } from "../signals/panels/replication-lag";
import { drillDown, ofRow } from "./layout/drill-down";
import type { PanelBuilder } from "./layout/grid";
import { lagLimits } from "./layout/limits";
import { tablePanel } from "./panels/table-panel";

/** The followers that lag most, each with a way to its shard. */
export function mostLaggingTable(promql: PanelPromql, count: number): PanelBuilder {
  const lag = mostLaggingNow(promql, count);
  const toShard = drillDown("Open shard", "replication", {
    shard: ofRow("Shard"),
    follower: ofRow("Follower"),
  });
  return tablePanel(promql, {
    title: lag.title,
    description:
      `${lag.description} Click a shard to see it alone. Nothing but dashes: no follower is heard of, or the exporter serves no ` +
      "series for each of them.",
    rows: undefined,
    labels: [
      { label: promql.clusterLabel, heading: "Cluster", width: 120 },
      { label: "shard", heading: "Shard", links: [toShard], width: 70 },
      { label: "region", heading: "Leads in" },
      { label: "follower", heading: "Follower" },
    ],
    values: [
      { signal: lag, heading: "Lag", width: 90, limits: lagLimits(promql), decimals: 1 },
      { signal: mostLaggingDistanceNow(promql, count), heading: "Distance", width: 90 },
    ],
    sortBy: [{ heading: "Lag" }],
  });
}
