import {
  HeatmapCellLayout,
  TooltipDisplayMode,
  VisibilityMode,
} from "@grafana/grafana-foundation-sdk/common";
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  HeatmapTooltipBuilder,
  PanelBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";

import type { Signal } from "../../signals/signal";
import { GRAFANA_UNITS } from "./grafana-unit";
import { DATASOURCE, heatmapQuery } from "./panel-query";

/** Columns of a heat map at most: its query counts thousands of series at every step. */
const MAX_COLUMNS = 120;

/**
 * How many things have which value, over time. The signal has cumulative buckets by `le`, as a histogram has.
 *
 * @param noValue what it says where there is nothing to count.
 */
export function heatmapPanel(signal: Signal, counted: string, noValue: string): PanelBuilder {
  const unit = GRAFANA_UNITS[signal.unit];
  return new PanelBuilder()
    .title(signal.title)
    .description(signal.description)
    .datasource(DATASOURCE)
    .targets([heatmapQuery(signal, 0)])
    .maxDataPoints(MAX_COLUMNS)
    .unit(unit)
    .noValue(noValue)
    .calculate(false)
    .rowsFrame(new RowsHeatmapOptionsBuilder().value(counted).layout(HeatmapCellLayout.Auto))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme("Blues")
        .fill("blue")
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(32)
        .reverse(false),
    )
    .showValue(VisibilityMode.Never)
    .cellGap(1)
    .yAxis(new YAxisConfigBuilder().unit(unit).axisLabel("lag"))
    .showLegend()
    .tooltip(
      new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true).showColorScale(true),
    );
}
