import type { BundleOptions } from "../options/options";
import type { DashboardFile } from "./dashboard-file";
import type { ClassicDashboard } from "./dashboard-shell";
import { buildDashboard } from "./dashboard-shell";
import { EXPORTER } from "./exporter";
import { FLEET } from "./fleet";
import { OBJECTIVES } from "./objectives";
import { OVERVIEW } from "./overview";
import { provisioningFiles } from "./provisioning";
import { REGION } from "./region";
import { SHARD } from "./shard";

/** All dashboards of the bundle, the first one to open first. */
export function buildDashboards(options: BundleOptions): readonly ClassicDashboard[] {
  return [OVERVIEW, FLEET, REGION, SHARD, OBJECTIVES, EXPORTER].map((content) =>
    buildDashboard(options, content),
  );
}

/** What belongs below `dashboards/`: one JSON for each dashboard, and what Grafana provisions itself from. */
export function dashboardFiles(options: BundleOptions): readonly DashboardFile[] {
  const dashboards = buildDashboards(options).map((dashboard) => ({
    path: `${dashboard.uid ?? ""}.json`,
    text: `${JSON.stringify(dashboard, null, 2)}\n`,
  }));
  return [...dashboards, ...provisioningFiles(options)];
}
