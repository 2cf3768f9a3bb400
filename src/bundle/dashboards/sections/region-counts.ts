import type { PanelPromql } from "../../signals/panels/panel-promql";
import { REGION_STATES_WORST_FIRST } from "../../signals/panels/region-state-code";
import { regionsInState } from "../../signals/panels/region-state";
import type { PanelBuilder } from "../layout/grid";
import { statPanel } from "../panels/stat-panel";

/** How many of the chosen regions are in each state; of any number of regions it takes the same room. */
export function regionCounts(promql: PanelPromql): PanelBuilder {
  const [worst, ...better] = REGION_STATES_WORST_FIRST.map((state) => regionsInState(promql, state));
  if (worst === undefined) throw new Error("there is no state that a region can be in");
  const countColours = Object.fromEntries(REGION_STATES_WORST_FIRST.map((state) => [state, state]));
  return statPanel([worst, ...better], { countColours });
}
