import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";

import type { Signal } from "../../signals/signal";
import { GRAFANA_UNITS } from "./grafana-unit";
import { DATASOURCE, instantQuery } from "./panel-query";
import type { Colour } from "./state-colours";
import { NO_LIMITS, thresholds } from "./thresholds";
import type { Limits } from "./thresholds";
import { missingMappings } from "./value-mappings";

/** How a tile shows its values beyond what their signal says. */
export interface StatLook {
  readonly limits?: Limits;
  readonly mappings?: ValueMapping[];
  /** Instead of a number, when there are no data. */
  readonly noValue?: string;
  readonly noValueColour?: Colour;
  /** Fills the tile with the colour, for states that must be seen from across the room. */
  readonly filled?: boolean;
  readonly decimals?: number;
  readonly links?: readonly { build: () => DashboardLink }[];
  /** Colour of one of several values once it is above 0, by the value's name; it is grey at 0. */
  readonly countColours?: Readonly<Record<string, Colour>>;
}

const NO_DATA = "no data";

/**
 * A tile with one big value, or several side by side. Title and description are those of the first signal. The value is the
 * one at the end of the time range or none: the last of a range would go on being shown when there are no data any more.
 */
export function statPanel(signals: readonly [Signal, ...Signal[]], look: StatLook = {}): PanelBuilder {
  const [first] = signals;
  const panel = new PanelBuilder()
    .title(first.title)
    .description(first.description)
    .datasource(DATASOURCE)
    .targets(signals.map(instantQuery))
    .unit(GRAFANA_UNITS[first.unit])
    .noValue(look.noValue ?? NO_DATA)
    .thresholds(thresholds(look.limits ?? NO_LIMITS))
    // Without a colour of its own, "no data" would have that of the lowest values: green, where 0 is good.
    .mappings([...(look.mappings ?? []), ...missingMappings(look.noValue ?? NO_DATA, look.noValueColour)])
    .dataLinks([...(look.links ?? [])])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).values(false))
    .orientation(VizOrientation.Auto)
    .graphMode(BigValueGraphMode.None)
    .colorMode(look.filled === true ? BigValueColorMode.BackgroundSolid : BigValueColorMode.Value)
    .textMode(signals.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto);
  if (look.decimals !== undefined) panel.decimals(look.decimals);
  for (const [name, colour] of Object.entries(look.countColours ?? {})) {
    const steps = thresholds({ base: "unknown", steps: [[1, colour]] }).build();
    panel.overrideByName(name, [{ id: "thresholds", value: steps }]);
  }
  return panel;
}

/** A look that names the states of regions, one tile for each region. */
export function filledLook(mappings: ValueMapping[]): StatLook {
  return { mappings, filled: true, limits: { base: "unknown", steps: [] } };
}
