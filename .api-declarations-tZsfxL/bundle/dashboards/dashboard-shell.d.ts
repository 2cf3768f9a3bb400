import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardName } from "../terms/dashboard-link";
import type { BundleOptions } from "../options/options";
import { PanelPromql } from "../signals/panels/panel-promql";
import type { PanelVariable } from "../signals/panels/panel-promql";
import type { Section } from "./grid";
/** A dashboard in Grafana's classic schema. */
export type ClassicDashboard = Dashboard;
/** What makes one dashboard different from the others. */
export interface DashboardContent {
    readonly name: DashboardName;
    readonly title: string;
    readonly description: string;
    /** Those that can be chosen, in their order on the page. */
    readonly variables: readonly PanelVariable[];
    readonly sections: (promql: PanelPromql) => readonly Section[];
}
/** Builds a dashboard with what all of them share: variables, annotations, links, time range. */
export declare function buildDashboard(options: BundleOptions, content: DashboardContent): ClassicDashboard;
