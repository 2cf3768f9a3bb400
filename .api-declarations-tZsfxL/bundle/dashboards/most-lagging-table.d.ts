import type { PanelPromql } from "../signals/panels/panel-promql";
import type { PanelBuilder } from "./grid";
/** The followers that lag most, each with a way to its shard. */
export declare function mostLaggingTable(promql: PanelPromql, count: number): PanelBuilder;
