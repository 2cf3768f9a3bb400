import { AnnotationQueryBuilder } from "@grafana/grafana-foundation-sdk/dashboard";

import { exporterStarted } from "../signals/panels/exporter-work";
import type { PanelPromql } from "../signals/panels/panel-promql";
import { REGION_STATES_WORST_FIRST } from "../signals/panels/region-state-code";
import { regionEntered } from "../signals/panels/region-state";
import type { Signal } from "../signals/signal";
import { DATASOURCE, grafanaExpr } from "./panels/panel-query";
import { COLOURS } from "./panels/state-colours";
import type { Colour } from "./panels/state-colours";

/** Marks at the moments that a signal's values are: the exporter knows them better than the scrape that brought them. */
function marks(
  signal: Signal,
  name: string,
  colour: Colour,
  title: string,
  text: string,
): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor(COLOURS[colour])
    .expr(grafanaExpr(signal))
    .titleFormat(title)
    .textFormat(text)
    .useValueForTime(true);
}

/** Changes of health, in the colours of the states, and restarts of the exporter. Each can be switched off. */
export function dashboardAnnotations(promql: PanelPromql): AnnotationQueryBuilder[] {
  const health = REGION_STATES_WORST_FIRST.map((state) =>
    marks(
      regionEntered(promql, state),
      `Region ${state}`,
      state,
      promql.legend("{{region}}"),
      `became ${state}`,
    ),
  );
  const restarts = marks(
    exporterStarted(promql),
    "Exporter started",
    "neutral",
    promql.legend("{{instance}}"),
    "exporter started",
  );
  return [...health, restarts];
}
