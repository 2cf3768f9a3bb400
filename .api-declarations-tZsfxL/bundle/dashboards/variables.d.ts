import { DatasourceVariableBuilder, QueryVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { BundleOptions } from "../options/options";
import type { PanelVariable } from "../signals/panels/panel-promql";
type VariableBuilder = DatasourceVariableBuilder | QueryVariableBuilder;
/** The variables of a dashboard: where the data is, and one for each label that can be chosen. */
export declare function dashboardVariables(options: BundleOptions, names: readonly PanelVariable[]): VariableBuilder[];
export {};
