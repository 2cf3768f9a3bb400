import { DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";

import { DASHBOARD_UIDS } from "../../terms/dashboard-link";
import type { DashboardName } from "../../terms/dashboard-link";

/** What all dashboards of the bundle are tagged with; the links between them go by it. */
export const DASHBOARD_TAG = "tidaldb";

/** The SDK puts links into a menu unless the placement is taken away again: they belong where they are seen. */
function visible(link: DashboardLink): DashboardLink {
  const copy = { ...link };
  delete copy.placement;
  return copy;
}

/** Links to the other dashboards of the bundle, with the time range and the variables kept. */
export function dashboardLinks(): { build: () => DashboardLink } {
  const link = new DashboardLinkBuilder("tidalDB")
    .type(DashboardLinkType.Dashboards)
    .tags([DASHBOARD_TAG])
    .tooltip("The other dashboards of this cluster")
    .icon("external link")
    .asDropdown(false)
    .includeVars(true)
    .keepTime(true)
    .targetBlank(false);
  return { build: () => visible(link.build()) };
}

/**
 * A link from a value to a dashboard about it, with the time range, the data source and the cluster kept.
 *
 * @param variables those that the value decides, as Grafana writes what belongs to it; one of them may be the cluster.
 */
export function drillDown(
  title: string,
  dashboard: DashboardName,
  variables: Readonly<Record<string, string>>,
): { build: () => DashboardLink } {
  const query = [
    "${__url_time_range}",
    "${datasource:queryparam}",
    ...("cluster" in variables ? [] : ["${cluster:queryparam}"]),
    ...Object.entries(variables).map(([name, value]) => `var-${name}=${value}`),
  ];
  const link = new DashboardLinkBuilder(title)
    .url(`/d/${DASHBOARD_UIDS[dashboard]}?${query.join("&")}`)
    .targetBlank(false);
  return { build: () => visible(link.build()) };
}

/** A link from an alert's name, in a column whose heading is one word, to its runbook. */
export function runbookLink(
  { runbookBaseUrl }: { readonly runbookBaseUrl: string },
  heading: string,
): { build: () => DashboardLink } {
  const link = new DashboardLinkBuilder("Open runbook")
    .url(`${runbookBaseUrl}/${ofRow(heading)}.md`)
    .targetBlank(true);
  return { build: () => visible(link.build()) };
}

/** The value of a label of the series that is clicked on. */
export function ofSeries(label: string): string {
  return `\${__field.labels.${label}:percentencode}`;
}

/** The value of a column, whose heading is one word, in the row that is clicked on. */
export function ofRow(heading: string): string {
  return `\${__data.fields.${heading}:percentencode}`;
}
