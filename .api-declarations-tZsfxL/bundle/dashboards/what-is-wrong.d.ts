import type { PanelPromql } from "../signals/panels/panel-promql";
import type { PanelBuilder } from "./grid";
/** What is wrong, a row for each incident, the worst first; or that nothing is, or that nobody knows. */
export declare function whatIsWrongTable(promql: PanelPromql): PanelBuilder;
/** Alerts that fire, with a way to their runbooks. */
export declare function firingAlertsTable(promql: PanelPromql): PanelBuilder;
/** Shards that fail writes, or are about to lose data. */
export declare function shardsAtRisk(promql: PanelPromql): PanelBuilder;
