import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

import type { Signal } from "../../signals/signal";
import { GRAFANA_UNITS } from "./grafana-unit";
import { DATASOURCE, rangeQuery, refIdOf } from "./panel-query";
import { COLOURS, LABEL_COLOURS } from "./state-colours";
import { thresholds } from "./thresholds";
import type { Limits } from "./thresholds";

/** How a graph shows its lines beyond what their signals say. */
export interface TimeSeriesLook {
  /** Drawn as dashed lines where values change their meaning. */
  readonly limits?: Limits;
  /** Lines are states, or what becomes of heartbeats, and have the colours of those. */
  readonly stateLines?: boolean;
  readonly stacked?: boolean;
  readonly bars?: boolean;
  /** Below 0 makes sense, so the axis does not start there. */
  readonly signed?: boolean;
  /** The axis shows where the data is: positions that have been counting for years. */
  readonly floating?: boolean;
  /** Top of the axis unless values are above it, so that noise does not look like news. */
  readonly atLeastTo?: number;
  /** Top of the axis: nothing is ever above it. */
  readonly atMost?: number;
  /** Signals that are drawn dashed, to be told from the others. */
  readonly dashed?: readonly Signal[];
  /** Names; names and last values; or beside the graph, with values, the largest first. */
  readonly legend?: "list" | "values" | "right";
  /** The largest number of points of each line, where Grafana's own choice would make the query too much work. */
  readonly steps?: number;
  readonly links?: readonly { build: () => DashboardLink }[];
  /** What is ranked at each step may fall out of the ranking for a moment: its line goes on over gaps of this time. */
  readonly bridgedMs?: number;
  /** What it says instead of lines where there may be none although nothing is missing. */
  readonly noValue?: string;
}

/** A graph over time. Title, description and unit are those of the first signal. */
export function timeSeriesPanel(
  signals: readonly [Signal, ...Signal[]],
  look: TimeSeriesLook = {},
): PanelBuilder {
  const [first] = signals;
  const panel = new PanelBuilder()
    .title(first.title)
    .description(first.description)
    .datasource(DATASOURCE)
    .targets(signals.map(rangeQuery))
    .unit(GRAFANA_UNITS[first.unit])
    .noValue(look.noValue ?? "no data")
    .dataLinks([...(look.links ?? [])])
    .lineWidth(look.bars === true ? 1 : 2)
    .fillOpacity(look.stacked === true || look.bars === true ? 60 : 0)
    .lineInterpolation(LineInterpolation.Linear)
    .drawStyle(look.bars === true ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .showPoints(VisibilityMode.Never)
    .spanNulls(look.bridgedMs ?? false)
    .legend(legend(look))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  setColours(panel, look);
  setAxis(panel, look);
  if (look.steps !== undefined) panel.maxDataPoints(look.steps);
  if (look.stacked === true) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group("A"));
  dash(panel, signals, look.dashed ?? []);
  return panel;
}

/**
 * A line that is no state has the next colour of Grafana's palette, so that no two in a graph are alike: colours by name
 * repeat among a dozen regions. Prometheus sorts series by their labels, so a region mostly looks the same in every graph.
 */
function setColours(panel: PanelBuilder, look: TimeSeriesLook): void {
  panel.colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic));
  if (look.limits) {
    panel
      .thresholds(thresholds(look.limits))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  if (look.stateLines !== true) return;
  for (const [name, colour] of Object.entries(LABEL_COLOURS)) {
    panel.overrideByName(name, [{ id: "color", value: { mode: "fixed", fixedColor: COLOURS[colour] } }]);
  }
}

/** Lines of another question than the first are dashed. */
function dash(panel: PanelBuilder, signals: readonly Signal[], dashed: readonly Signal[]): void {
  for (const [index, signal] of signals.entries()) {
    if (!dashed.includes(signal)) continue;
    panel.overrideByQuery(refIdOf(index), [
      { id: "custom.lineStyle", value: { fill: "dash", dash: [8, 6] } },
    ]);
  }
}

function setAxis(panel: PanelBuilder, look: TimeSeriesLook): void {
  if (look.signed === true) panel.axisCenteredZero(true);
  else if (look.floating !== true) panel.min(0);
  if (look.atMost !== undefined) panel.max(look.atMost);
  if (look.atLeastTo === undefined) return;
  panel.axisSoftMax(look.atLeastTo);
  if (look.signed === true) panel.axisSoftMin(-look.atLeastTo);
}

function legend({ legend: kind = "list" }: TimeSeriesLook): VizLegendOptionsBuilder {
  const builder = new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(kind === "right" ? LegendDisplayMode.Table : LegendDisplayMode.List)
    .placement(kind === "right" ? LegendPlacement.Right : LegendPlacement.Bottom);
  if (kind === "list") return builder;
  // The value beside the name tells lines apart where their colours are alike.
  if (kind === "values") return builder.calcs(["lastNotNull"]);
  return builder.calcs(["lastNotNull", "max"]).sortBy("Last *").sortDesc(true);
}
