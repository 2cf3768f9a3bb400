/** The uids of the dashboards, by the names that links use. They never change: bookmarks contain them. */
export declare const DASHBOARD_UIDS: {
    readonly overview: "tidaldb-overview";
    readonly region: "tidaldb-region";
    readonly replication: "tidaldb-shard";
    readonly exporter: "tidaldb-exporter";
};
/** One dashboard of the bundle. */
export type DashboardName = keyof typeof DASHBOARD_UIDS;
/**
 * The address of a dashboard with its variables set.
 *
 * @param variables values as they are to stand in the address; those of an alert are Go templates.
 */
export declare function dashboardLink(baseUrl: string, dashboard: DashboardName, variables: Readonly<Record<string, string>>): string;
