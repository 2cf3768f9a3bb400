import { AnnotationQueryBuilder } from "@grafana/grafana-foundation-sdk/dashboard";

import { incidentsLasting, leadersMoved, shardsChanged, versionStarted } from "../signals/panels/events";
import { maintenanceLasting } from "../signals/panels/maintenance";
import { reloadedSinceStart, reloadsRefused } from "../signals/panels/exporter-work";
import type { PanelPromql } from "../signals/panels/panel-promql";
import { REGION_STATES_WORST_FIRST } from "../signals/panels/region-state-code";
import { regionEntered } from "../signals/panels/region-state";
import type { Signal } from "../signals/signal";
import { DATASOURCE, grafanaExpr } from "./panels/panel-query";
import { COLOURS } from "./panels/state-colours";
import type { Colour } from "./panels/state-colours";

/** Marks where a signal is above 0, as long as it is. */
function spans(
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
    .useValueForTime(false);
}

/** Marks at the moments that a signal's values are: the exporter knows them better than the scrape that brought them. */
function marks(...what: Parameters<typeof spans>): AnnotationQueryBuilder {
  return spans(...what).useValueForTime(true);
}

/**
 * Changes of health, in the colours of the states; incidents and planned work for as long as they last; moves of the topology; starts of the
 * exporter, with its version, and reloads of its configuration. Each can be switched off.
 */
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
    versionStarted(promql),
    "Exporter started",
    "neutral",
    promql.legend("{{instance}}"),
    "exporter {{version}} started",
  );
  return [...health, restarts, ...reloads(promql), incidents(promql), maintenance(promql), ...moves(promql)];
}

function reloads(promql: PanelPromql): AnnotationQueryBuilder[] {
  const title = promql.legend("{{instance}}");
  return [
    marks(reloadedSinceStart(promql), "Configuration loaded", "neutral", title, "configuration loaded"),
    spans(reloadsRefused(promql), "Configuration refused", "degraded", title, "configuration refused"),
  ];
}

function incidents(promql: PanelPromql): AnnotationQueryBuilder {
  const title = promql.legend("{{cause}} {{region}} {{peer}} {{shard}}");
  return spans(incidentsLasting(promql), "Incident", "offline", title, "from when it is known until it ends");
}

function maintenance(promql: PanelPromql): AnnotationQueryBuilder {
  const title = promql.legend("{{id}} {{region}} {{shard}}");
  return spans(
    maintenanceLasting(promql),
    "Planned work",
    "neutral",
    title,
    "from when it is announced until it ends",
  );
}

function moves(promql: PanelPromql): AnnotationQueryBuilder[] {
  const shards = promql.legend("shards");
  return [
    spans(
      leadersMoved(promql),
      "Leaders moved",
      "unknown",
      promql.legend("{{region}}"),
      "leaders moved away",
    ),
    spans(shardsChanged(promql), "Shards changed", "unknown", shards, "the topology got or lost shards"),
  ];
}
