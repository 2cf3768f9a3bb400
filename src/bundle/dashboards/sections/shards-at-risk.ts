import { criticalShardCount, leaderlessShards, splitBrains } from "../../signals/panels/cluster-total";
import type { PanelPromql } from "../../signals/panels/panel-promql";
import type { PanelBuilder } from "../layout/grid";
import { statPanel } from "../panels/stat-panel";
import { timeSeriesPanel } from "../panels/time-series-panel";

/** Shards that fail writes, or are about to lose data. */
export function shardsAtRisk(promql: PanelPromql): PanelBuilder {
  return statPanel([leaderlessShards(promql), criticalShardCount(promql), splitBrains(promql)], {
    countColours: { "no leader": "offline", critical: "degraded", "two leaders": "alarming" },
  });
}

/** The same over time. */
export function shardsAtRiskOverTime(promql: PanelPromql): PanelBuilder {
  return timeSeriesPanel(
    [
      { ...leaderlessShards(promql), title: "Shards at risk over time" },
      criticalShardCount(promql),
      splitBrains(promql),
    ],
    { stateLines: true, legend: "values", atLeastTo: 1 },
  );
}
