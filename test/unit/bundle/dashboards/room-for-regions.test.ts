import { buildDashboards } from "../../../../src/bundle/dashboards/dashboard-files";
import { HEIGHT_FOR_REGIONS } from "../../../../src/bundle/dashboards/layout/grid";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { dataPanels } from "../../../support/bundle/grafana-dashboard";
import type { DataPanel } from "../../../support/bundle/grafana-dashboard";

/** Has a row for each region: in a timeline, or in a legend beside a graph. */
function hasRowForEachRegion({ type, targets = [], options }: DataPanel): boolean {
  const { legend } = (options ?? {}) as { readonly legend?: { readonly placement?: string } };
  const legends = targets.map((target) => (target as { readonly legendFormat?: string }).legendFormat);
  const isOfRegions = legends.some((text) => text === "{{cluster}} {{region}}");
  return isOfRegions && (type === "state-timeline" || legend?.placement === "right");
}

test("Timelines of regions, and legends beside their graphs, have room for twelve", () => {
  const panels = buildDashboards(DEFAULT_BUNDLE_OPTIONS).flatMap(dataPanels).filter(hasRowForEachRegion);

  expect(panels.length).toBeGreaterThan(8);
  for (const { title, gridPos } of panels) expect([title, gridPos?.h]).toEqual([title, HEIGHT_FOR_REGIONS]);
});
