// The SDK calls the classic schema deprecated in favour of Grafana's newest one. It is what every Grafana in use reads,
// from files and from the Kubernetes sidecar alike, so this is the one place that goes on using it.
/* eslint-disable @typescript-eslint/no-deprecated */
import { DashboardBuilder, DashboardCursorSync } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";

import { DASHBOARD_UIDS } from "../terms/dashboard-link";
import type { DashboardName } from "../terms/dashboard-link";
import type { BundleOptions } from "../options/options";
import { PanelPromql } from "../signals/panels/panel-promql";
import type { PanelVariable } from "../signals/panels/panel-promql";
import { dashboardAnnotations } from "./annotations";
import { DASHBOARD_TAG, dashboardLinks } from "./layout/drill-down";
import { placeSections } from "./layout/grid";
import type { Section } from "./layout/grid";
import { dashboardVariables } from "./variables";

/** A dashboard in Grafana's classic schema. */
export type ClassicDashboard = Dashboard;

/** What makes one dashboard different from the others. */
export interface DashboardContent {
  readonly name: DashboardName;
  readonly title: string;
  readonly description: string;
  /** Those that can be chosen, in their order on the page. */
  readonly variables: readonly PanelVariable[];
  /** Where its time range begins; an hour ago unless given. */
  readonly from?: string;
  readonly sections: (promql: PanelPromql) => readonly Section[];
}

/** Builds a dashboard with what all of them share: variables, annotations, links, time range. */
export function buildDashboard(options: BundleOptions, content: DashboardContent): ClassicDashboard {
  const promql = new PanelPromql(options, content.variables);
  const dashboard = new DashboardBuilder(content.title)
    .uid(DASHBOARD_UIDS[content.name])
    .description(content.description)
    .tags([DASHBOARD_TAG])
    .timezone("browser")
    .time({ from: content.from ?? "now-1h", to: "now" })
    .refresh("30s")
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables(dashboardVariables(options, content.variables))
    .annotations(dashboardAnnotations(promql))
    .links([dashboardLinks()])
    .build();
  return { ...dashboard, panels: placeSections(content.sections(promql)) };
}
