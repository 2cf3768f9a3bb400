import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardName } from "../terms/dashboard-link";
/** What all dashboards of the bundle are tagged with; the links between them go by it. */
export declare const DASHBOARD_TAG = "tidaldb";
/** Links to the other dashboards of the bundle, with the time range and the variables kept. */
export declare function dashboardLinks(): {
    build: () => DashboardLink;
};
/**
 * A link from a value to a dashboard about it, with the time range, the data source and the cluster kept.
 *
 * @param variables those that the value decides, as Grafana writes what belongs to it.
 */
export declare function drillDown(title: string, dashboard: DashboardName, variables: Readonly<Record<string, string>>): {
    build: () => DashboardLink;
};
/** A link from an alert's name, in a column whose heading is one word, to its runbook. */
export declare function runbookLink({ runbookBaseUrl }: {
    readonly runbookBaseUrl: string;
}, heading: string): {
    build: () => DashboardLink;
};
/** The value of a label of the series that is clicked on. */
export declare function ofSeries(label: string): string;
/** The value of a column, whose heading is one word, in the row that is clicked on. */
export declare function ofRow(heading: string): string;
