import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { buildDashboards, dashboardFiles } from "../../../../src/bundle/dashboards/dashboard-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { promqlDuration } from "../../../../src/bundle/promql/promql-duration";
import {
  annotationQueries,
  dataPanels,
  panelQueries,
  variablesIn,
} from "../../../support/bundle/grafana-dashboard";
import { withoutMacros } from "../../../support/bundle/promql-in-dashboards";
import { readPromql } from "../../../support/bundle/promql-reading";

const COMMITTED = join(__dirname, "..", "..", "..", "..", "dashboards");

/** Types that Grafana still develops; graph, singlestat and the old table are gone. */
const CURRENT_TYPES = ["stat", "timeseries", "state-timeline", "table", "heatmap"];

/** Fields that Grafana lets an override set, beside those below `custom.` that the panel's type has. */
const OVERRIDABLE = ["unit", "decimals", "mappings", "thresholds", "color", "links"];
const OVERRIDABLE_CUSTOM = ["align", "width", "cellOptions", "lineStyle"].map((name) => `custom.${name}`);

/** Variables that choose one thing, and filter nothing. */
const SCALAR_VARIABLES = ["datasource"];

const dashboards = buildDashboards(DEFAULT_BUNDLE_OPTIONS).map((dashboard) => ({
  uid: dashboard.uid ?? "",
  dashboard,
}));

describe("The dashboards as a set", () => {
  test("have the addresses that alerts, runbooks and bookmarks know", () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual([
      "tidaldb-overview",
      "tidaldb-fleet",
      "tidaldb-region",
      "tidaldb-shard",
      "tidaldb-objectives",
      "tidaldb-exporter",
    ]);
  });

  test("are what is committed, with what Grafana provisions itself from", () => {
    const files = dashboardFiles(DEFAULT_BUNDLE_OPTIONS);

    for (const { path, text } of files) expect(readFileSync(join(COMMITTED, path), "utf8")).toBe(text);
    expect(readdirSync(COMMITTED).filter((name) => name.endsWith(".json"))).toHaveLength(dashboards.length);
  });

  test("are made the same every time", () => {
    expect(dashboardFiles(DEFAULT_BUNDLE_OPTIONS)).toEqual(dashboardFiles(DEFAULT_BUNDLE_OPTIONS));
  });

  test("draw no budget on an axis that goes on above a whole one, where Grafana would put a line that stays there", () => {
    const budgets = dashboards
      .flatMap(({ dashboard }) => dataPanels(dashboard))
      .filter(({ title = "" }) => title.startsWith("Budget left: "));

    expect(budgets.map(({ fieldConfig }) => fieldConfig?.defaults.max)).toEqual([1, 1]);
  });

  test("give the same title to no two panels with different questions", () => {
    const questions = new Map<string, Set<string>>();
    for (const { dashboard } of dashboards) {
      for (const panel of dataPanels(dashboard)) {
        const title = `${dashboard.uid ?? ""} / ${panel.title ?? ""} / ${panel.type}`;
        questions.set(title, (questions.get(title) ?? new Set()).add(JSON.stringify(panel.targets)));
      }
    }

    expect([...questions].filter(([, different]) => different.size > 1)).toEqual([]);
  });
});

describe.each(dashboards)("$uid", ({ dashboard }) => {
  const panels = dashboard.panels ?? [];
  const shown = dataPanels(dashboard);
  const variables = dashboard.templating.list ?? [];
  const names = variables.map(({ name }) => name);

  test("numbers every panel, no two alike", () => {
    const ids = [...panels, ...shown].map(({ id }) => id);

    expect(ids.every((id) => typeof id === "number" && id > 0)).toBe(true);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test("puts every panel inside the 24 columns and none on top of another", () => {
    const taken = new Map<string, string>();
    const onAnother: string[] = [];
    for (const { gridPos, title = "" } of panels) {
      expect(gridPos).toBeDefined();
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
      expect(x + w).toBeLessThanOrEqual(24);
      expect(Math.min(w, h)).toBeGreaterThan(0);
      for (let column = x; column < x + w; column += 1) {
        for (let row = y; row < y + h; row += 1) {
          const other = taken.get(`${column},${row}`);
          if (other !== undefined) onAnother.push(`${title} on ${other}`);
          taken.set(`${column},${row}`, title);
        }
      }
    }
    expect(onAnother).toEqual([]);
  });

  test("says of every panel what it is, what it means, and in which unit", () => {
    for (const { title, description, fieldConfig } of shown) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect([title, description]).toEqual([title, expect.stringMatching(/^[A-Z].{20,}\.$/s)]);
      expect([title, fieldConfig?.defaults.unit]).toEqual([title, expect.stringMatching(/./)]);
    }
  });

  test("uses panel types that Grafana goes on developing, and asks each of them something", () => {
    for (const { title, type, targets } of shown) {
      expect(CURRENT_TYPES).toContain(type);
      expect([title, targets?.length]).not.toEqual([title, 0]);
    }
  });

  test("uses no variable that it does not have, and has none that nothing uses", () => {
    const used = variablesIn(
      JSON.stringify([dashboard.panels, dashboard.annotations, variables.map(({ query }) => query)]),
    );

    expect([...used].sort()).toEqual([...names].sort());
  });

  test("compares with a variable by =~ only, since it can have several values", () => {
    for (const { place, expr } of [...panelQueries(dashboard), ...annotationQueries(dashboard)]) {
      for (const [matcher] of expr.matchAll(/\w+(=~|!~|!=|=)"\$\w+"/g)) {
        expect([place, matcher]).toEqual([place, expect.stringMatching(/^\w+=~"\$\w+"$/)]);
      }
    }
  });

  test("looks back over what Grafana finds right for rates, or as far as the alerts do", () => {
    const { windows } = DEFAULT_BUNDLE_OPTIONS;
    const heard = `[${promqlDuration(windows.heardMs)}]`;
    const seasons = windows.throughputSeasonsAgoMs.map((agoMs) => `offset ${promqlDuration(agoMs)}`);
    for (const { place, expr } of [...panelQueries(dashboard), ...annotationQueries(dashboard)]) {
      for (const [range] of expr.matchAll(/\[[^\]]*\]/g)) {
        expect([place, ["[$__rate_interval]", heard]]).toEqual([place, expect.arrayContaining([range])]);
      }
      for (const [offset] of expr.matchAll(/\boffset [$\w]+/g)) {
        expect([place, ["offset $__interval", ...seasons]]).toEqual([
          place,
          expect.arrayContaining([offset]),
        ]);
      }
    }
  });

  test("names the job in every selector", () => {
    for (const { place, expr } of [...panelQueries(dashboard), ...annotationQueries(dashboard)]) {
      for (const { metric, matchers } of readPromql(withoutMacros(expr)).selectors) {
        expect([place, metric, matchers.map(({ label }) => label)]).toEqual([
          place,
          metric,
          expect.arrayContaining(["job"]),
        ]);
      }
    }
  });

  test("lets every choice be one, several or all, and finds series without a cluster label too", () => {
    for (const { name, type, multi, includeAll, current } of variables) {
      if (SCALAR_VARIABLES.includes(name)) continue;
      expect([name, { type, multi, includeAll, current }]).toEqual([
        name,
        { type: "query", multi: true, includeAll: true, current: { text: "All", value: "$__all" } },
      ]);
    }
    expect(variables.find(({ name }) => name === "cluster")?.allValue).toBe(".*");
  });

  test("asks the data source that is chosen, everywhere", () => {
    const chosen = { type: "prometheus", uid: "${datasource}" };
    const sources = [
      ...shown.map(({ datasource }) => datasource),
      ...shown.flatMap(({ targets = [] }) =>
        targets.map((target) => (target as { datasource?: object }).datasource),
      ),
      ...(dashboard.annotations.list ?? []).map(({ datasource }) => datasource),
      ...variables.filter(({ name }) => !SCALAR_VARIABLES.includes(name)).map(({ datasource }) => datasource),
    ];

    expect(sources).toEqual(sources.map(() => chosen));
  });

  test("links to the others with the time range and the variables kept", () => {
    expect(dashboard.tags).toEqual(["tidaldb"]);
    expect(dashboard.links).toEqual([
      expect.objectContaining({ type: "dashboards", tags: ["tidaldb"], includeVars: true, keepTime: true }),
    ]);
    expect(dashboard.links?.[0]).not.toHaveProperty("placement");
  });

  test("keeps the time range, the data source and the cluster where one drills down, and goes where there is something", () => {
    const links = JSON.stringify(shown).match(/\/d\/[^"]*/g) ?? [];
    const uids = dashboards.map(({ uid }) => uid);

    for (const link of links) {
      expect(uids).toContain(/^\/d\/([\w-]+)\?/.exec(link)?.[1]);
      // A row about a cluster chooses that one.
      expect(link).toMatch(
        /\?\$\{__url_time_range\}&\$\{datasource:queryparam\}&(\$\{cluster:queryparam\}&var-|var-cluster=)/,
      );
    }
  });

  test("marks changes of health in the colours of the states, incidents, moves, and what exporters do", () => {
    const marks = dashboard.annotations.list ?? [];

    expect(marks.map(({ name, iconColor }) => [name, iconColor])).toEqual([
      ["Region offline", "red"],
      ["Region degraded", "orange"],
      ["Region unknown", "#7d8ca3"],
      ["Region healthy", "green"],
      ["Exporter started", "blue"],
      ["Configuration loaded", "blue"],
      ["Configuration refused", "orange"],
      ["Incident", "red"],
      ["Planned work", "blue"],
      ["Leaders moved", "#7d8ca3"],
      ["Shards changed", "#7d8ca3"],
    ]);
    // What lasts is marked as long as it does, and the rest at the moment that the exporter gives.
    const lasting = ["Configuration refused", "Incident", "Planned work", "Leaders moved", "Shards changed"];
    for (const { name, enable, useValueForTime } of marks) {
      expect([name, enable, useValueForTime]).toEqual([name, true, !lasting.includes(name)]);
    }
  });

  test("colours each state the same wherever it is drawn", () => {
    const colours = new Map<string, Set<string>>();
    for (const match of JSON.stringify(shown).matchAll(
      /"text":"(Healthy|Degraded|Offline|Unknown)","color":"([^"]+)"/g,
    )) {
      const [, state = "", colour = ""] = match;
      colours.set(state, (colours.get(state) ?? new Set()).add(colour));
    }
    const lines = shown
      .flatMap(({ fieldConfig }) => fieldConfig?.overrides ?? [])
      .flatMap(({ matcher, properties }) =>
        properties
          .filter(({ id }) => id === "color" && matcher.id === "byName")
          .map(
            ({ value }) => [matcher.options as string, (value as { fixedColor: string }).fixedColor] as const,
          ),
      );

    for (const [state, found] of colours)
      expect([state, [...found]]).toEqual([state, [COLOUR_OF[state.toLowerCase()]]]);
    for (const [label, colour] of lines) expect([label, colour]).toEqual([label, COLOUR_OF[label]]);
  });

  test("overrides only what Grafana can override", () => {
    const ids = shown
      .flatMap(({ fieldConfig }) => fieldConfig?.overrides ?? [])
      .flatMap(({ properties }) => properties.map(({ id }) => id));

    expect([...new Set(ids)].filter((id) => ![...OVERRIDABLE, ...OVERRIDABLE_CUSTOM].includes(id))).toEqual(
      [],
    );
  });

  test("shows the legend of every graph that has one, and no thresholds instead of states", () => {
    for (const { title, type, options, fieldConfig } of shown) {
      if (type === "timeseries" || type === "state-timeline") {
        const { legend } = options as { legend: { showLegend: boolean } };
        expect([title, legend.showLegend]).toEqual([title, true]);
      }
      if (type === "state-timeline") expect(fieldConfig?.defaults.color?.mode).toBe("fixed");
    }
  });
});

const COLOUR_OF: Readonly<Record<string, string>> = {
  healthy: "green",
  degraded: "orange",
  offline: "red",
  unknown: "#7d8ca3",
  pending: "#7d8ca3",
  accepted: "green",
  stale: "orange",
  retired: "#7d8ca3",
  rejected: "red",
  "no leader": "red",
  critical: "orange",
  "two leaders": "purple",
};

describe("A bundle with options of its own", () => {
  const everything = (changes: Parameters<typeof bundleOptions>[0]): string =>
    dashboardFiles(bundleOptions(changes))
      .map(({ text }) => text)
      .join("");

  test("draws the thresholds that the exporter has", () => {
    const steps = (text: string, value: number): number =>
      text.match(new RegExp(`"value": ${value},\\n\\s+"color": "(orange|red)"`, "g"))?.length ?? 0;
    const usual = everything({});
    const own = everything({ thresholds: { degradedLagMs: 7000, offlineAfterMs: 47_000 } });

    expect([steps(usual, 5), steps(usual, 30), steps(usual, 7), steps(usual, 47)]).toEqual([
      expect.any(Number),
      expect.any(Number),
      0,
      0,
    ]);
    expect(steps(usual, 5)).toBeGreaterThan(0);
    expect(steps(usual, 30)).toBeGreaterThan(0);
    expect([steps(own, 5), steps(own, 30)]).toEqual([0, 0]);
    expect([steps(own, 7), steps(own, 47)]).toEqual([steps(usual, 5), steps(usual, 30)]);
  });

  test("asks by the label names that its Prometheus has", () => {
    const own = everything({ labelNames: { region: "zone" }, scopeLabels: ["tidaldb_cluster", "job"] });

    expect(own).toContain('zone=~\\"$region\\"');
    expect(own).toContain('tidaldb_cluster=~\\"$cluster\\"');
    expect(own).not.toMatch(/[{,]region=/);
    expect(own).not.toContain("exported_");
  });

  test("tells Grafana how often Prometheus scrapes", () => {
    const files = dashboardFiles(bundleOptions({ evaluationIntervalMs: 60_000 }));
    const datasources = files.find(({ path }) => path === "provisioning/datasources/prometheus.yml");

    expect(parse(datasources?.text ?? "")).toMatchObject({
      datasources: [{ type: "prometheus", jsonData: { timeInterval: "1m" } }],
    });
  });
});
