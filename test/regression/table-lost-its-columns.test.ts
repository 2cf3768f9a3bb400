import { buildDashboards } from "../../src/bundle/dashboards/dashboard-files";
import { bundleOptions } from "../../src/bundle/options/options";
import { dataPanels, queriesOf } from "../support/bundle/grafana-dashboard";
import { intendedHeadings, showTable } from "../support/bundle/grafana-table";

/**
 * Grafana joins the queries of a table by the labels that all answers have. One query without an answer, such as the lag in
 * a total outage, took all columns away but those of the first query. What a real Prometheus answers in which state
 * is in test/e2e/dashboard-tables.test.ts.
 */
describe.each([
  { bundle: "as shipped", options: bundleOptions() },
  {
    bundle: "with names of its own",
    options: bundleOptions({ scopeLabels: ["realm", "env", "job"], labelNames: { region: "zone" } }),
  },
])("Every query of every table of the bundle $bundle", ({ options }) => {
  const tables = buildDashboards(options).flatMap((dashboard) =>
    dataPanels(dashboard)
      .filter(({ type }) => type === "table")
      .map((panel) => ({ uid: dashboard.uid ?? "", title: panel.title ?? "", panel })),
  );

  test("is looked at", () => {
    expect(new Set(tables.map(({ uid }) => uid)).size).toBeGreaterThan(3);
  });

  test.each(tables)(
    "$uid, $title: has an answer with all labels of the table, whatever there is",
    ({ panel }) => {
      const labels = labelsOf(panel);
      const answers = queriesOf(panel).map(({ refId, expr }) => {
        const last = /\nor on \(\)\n(.*vector\(NaN\).*)$/.exec(expr)?.[1] ?? "";
        const set = [...last.matchAll(/"(\w+)", "([^"]*)", "", ""\)/g)].map(
          ([, label = "", value = ""]) => [label, value] as const,
        );
        return { refId, series: [{ labels: Object.fromEntries(set), values: [NaN] }] };
      });

      for (const { series } of answers) expect(Object.keys(series[0]?.labels ?? {}).sort()).toEqual(labels);
      expect(showTable(panel, answers).headings).toEqual(intendedHeadings(panel));
    },
  );

  test.each(tables)("$uid, $title: has NaN, not 0, where nothing is known of a row", ({ panel }) => {
    for (const { refId, expr } of queriesOf(panel)) {
      // Those that rank what they show, or list what is broken or fires, have every row by themselves.
      const isRanking =
        /^(time\(\) - )?(topk|bottomk)|^max .+tidaldb_shard_up\b.+\nand\ntopk|^max .+exporter_time_seconds:max.+\n- .+\nbottomk/.test(
          expr,
        );
      const isListing = /tidaldb_incident_active|ALERTS/.test(expr);
      if (!isRanking && !isListing) expect([refId, expr]).toEqual([refId, expect.stringMatching(/\* NaN\b/)]);
    }
  });

  test.each(tables)("$uid, $title: joins rows by all labels that tell clusters apart", ({ panel }) => {
    const [filter] = panel.transformations ?? [];
    const { include } = filter?.options as { include: { names: readonly string[] } };

    expect(include.names).toEqual(expect.arrayContaining([...options.scopeLabels]));
  });

  /** Fields of the table that are no values. */
  function labelsOf(panel: (typeof tables)[number]["panel"]): readonly string[] {
    const organize = panel.transformations?.at(-1)?.options as { renameByName: Record<string, string> };
    return Object.keys(organize.renameByName)
      .filter((name) => !name.startsWith("Value"))
      .sort();
  }
});
