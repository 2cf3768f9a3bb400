import type { PanelPromql } from "../../signals/panels/panel-promql";
import { throughputBefore, throughputNow } from "../../signals/panels/throughput-past";
import type { PanelBuilder } from "../layout/grid";
import { timeSeriesPanel } from "../panels/time-series-panel";

/** Throughput with what it was at the same time before, so that a quiet night is told from a collapse. */
export function throughputAndPast(promql: PanelPromql): PanelBuilder {
  const before = throughputBefore(promql);
  return timeSeriesPanel([throughputNow(promql), ...before], { dashed: before, legend: "values" });
}
