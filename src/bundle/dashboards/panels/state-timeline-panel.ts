import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TimelineValueAlignment,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";

import type { Signal } from "../../signals/signal";
import { GRAFANA_UNITS } from "./grafana-unit";
import { DATASOURCE, rangeQuery } from "./panel-query";
import { COLOURS } from "./state-colours";

/** Rows that one page of a timeline shows; the rest is a click away. */
const ROWS_PER_PAGE = 12;

/**
 * States over time, one row for each series. A gap means that there were no data.
 *
 * @param noValue - what it says where there is no series at all.
 */
export function stateTimelinePanel(
  signal: Signal,
  mappings: ValueMapping[],
  links: readonly { build: () => DashboardLink }[] = [],
  noValue = "no data",
): PanelBuilder {
  return (
    new PanelBuilder()
      .title(signal.title)
      .description(signal.description)
      .datasource(DATASOURCE)
      .targets([rangeQuery(signal, 0)])
      .unit(GRAFANA_UNITS[signal.unit])
      .noValue(noValue)
      .mappings(mappings)
      .dataLinks([...links])
      // Merged values in the colour mode "thresholds" would show thresholds instead of the texts.
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(COLOURS.unknown))
      .mergeValues(true)
      .showValue(VisibilityMode.Auto)
      .alignValue(TimelineValueAlignment.Left)
      .rowHeight(0.8)
      .fillOpacity(80)
      .lineWidth(0)
      .perPage(ROWS_PER_PAGE)
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom),
      )
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None))
  );
}
