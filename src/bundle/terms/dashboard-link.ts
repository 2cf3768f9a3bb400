/** The uids of the dashboards, by the names that links use. They never change: bookmarks contain them. */
export const DASHBOARD_UIDS = {
  overview: "tidaldb-overview",
  fleet: "tidaldb-fleet",
  region: "tidaldb-region",
  objectives: "tidaldb-objectives",
  replication: "tidaldb-shard",
  exporter: "tidaldb-exporter",
} as const;

/** One dashboard of the bundle. */
export type DashboardName = keyof typeof DASHBOARD_UIDS;

/**
 * The address of a dashboard with its variables set.
 *
 * @param variables values as they are to stand in the address; those of an alert are Go templates.
 */
export function dashboardLink(
  baseUrl: string,
  dashboard: DashboardName,
  variables: Readonly<Record<string, string>>,
): string {
  const query = Object.entries(variables).map(([name, value]) => `var-${name}=${value}`);
  return `${baseUrl}/d/${DASHBOARD_UIDS[dashboard]}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}
