import { buildDashboards } from "../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { DashboardAsker } from "../support/bundle/dashboard-asker";
import type { Choice } from "../support/bundle/dashboard-asker";
import { DemoProcess } from "../support/programs/demo-process";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { annotationQueries, panelQueries } from "../support/bundle/grafana-dashboard";
import type { DashboardQuery } from "../support/bundle/grafana-dashboard";
import { FastRules } from "../support/bundle/fast-rules";
import { Prometheus } from "../support/programs/prometheus";

const REGIONS = ["ap-south", "eu-west", "us-east"];
const SHARDS = Array.from({ length: 15 }, (_, shard) => String(shard)).sort();

/** Until rates have something to look back on, and every region has been heard. */
const HISTORY_SECONDS = 25;
const DATA_DEADLINE_MS = 60_000;

/** Target labels of a Prometheus, and what its variables then offer. */
const SETUPS = [
  {
    setup: "that calls the cluster by a target label",
    labels: { cluster: "demo" },
    clusters: ["demo"],
  },
  {
    setup: "without a cluster label, whose target label region pushes the exporter's aside",
    labels: { region: "dc-1" },
    clusters: [],
  },
] as const;

const DASHBOARDS = buildDashboards(DEFAULT_BUNDLE_OPTIONS).map((dashboard) => ({
  uid: dashboard.uid ?? "",
  dashboard,
}));

/** Queries about what the demo does not have: they are understood, and show nothing. */
const EMPTY_IN_THE_DEMO: readonly string[] = [
  // No certificate: it serves without TLS.
  "Exporters D",
  // Nothing is wrong, so no incident has a size, no region a part in one, and no alert fires.
  ..."BCDEFGH".split("").map((letter) => `What is wrong ${letter}`),
  "Regions B",
  "Clusters B",
  "Firing alerts A",
  // Nobody reaches a limit, and no region changed its state in the last half minute.
  "Refused by limits A",
  "Changes of state A",
  // It has not run for a day.
  ...["all", "the chosen"].flatMap((which) =>
    ["B", "C"].map((letter) => `Applied by ${which} regions, and its past ${letter}`),
  ),
  // Neither sources nor peers nor NATS are configured; it keeps its state.
  ..."ABCDE".split("").map((letter) => `Sources ${letter}`),
  ..."ABC".split("").map((letter) => `Peers ${letter}`),
  ..."ACDEF".split("").map((letter) => `State and NATS ${letter}`),
  "Errors of sources by reason A",
  "Disagreement of peers by region A",
  ..."AB".split("").map((letter) => `Heartbeats over NATS by result ${letter}`),
  // No work is planned.
  "Planned work A",
  "Late followers B",
  // Both sides of a partition never wrote.
  "Since the last reconciliation A",
];

/** What the demo has or has not, as it comes. */
const NOW_AND_THEN: readonly string[] = [
  // On a busy machine a follower may lag for a moment.
  "Late followers A",
  // Rates over hours and days, which are recorded now and then.
  ..."CDE".split("").map((letter) => `Objectives by region ${letter}`),
];

/** While all shards are chosen these show only what lags or is off; of chosen ones they show everything. */
const ONLY_OF_CHOSEN_SHARDS: readonly string[] = [
  "Lag of the 10 worst followers A",
  "Distance of the 10 worst followers A",
  ..."AB".split("").map((letter) => `Head and applied positions ${letter}`),
  "Clocks that are furthest off A",
];

/** Each variable at one value, at several and at all, the others at all. */
function choices(values: Readonly<Record<string, readonly string[]>>): Choice[] {
  const narrowed = Object.entries(values).flatMap(([name, [first, second]]) => [
    ...(first === undefined ? [] : [{ [name]: [first] }]),
    ...(first === undefined || second === undefined ? [] : [{ [name]: [first, second] }]),
  ]);
  return [{}, ...narrowed];
}

describeWithProgram("prometheus", "Every query of every dashboard, over data of the running demo", () => {
  const rules = new FastRules();
  let demo: DemoProcess;

  beforeAll(async () => {
    demo = await DemoProcess.start();
  });

  afterAll(async () => {
    rules.remove();
    await demo.stop();
  });

  describe.each(SETUPS)("in a Prometheus $setup", ({ labels, clusters }) => {
    let prometheus: Prometheus;

    beforeAll(async () => {
      const targets = [new URL(demo.url).host];
      prometheus = await Prometheus.start({
        global: { scrape_interval: "1s", scrape_timeout: "1s" },
        rule_files: [rules.path],
        scrape_configs: [
          { job_name: DEFAULT_BUNDLE_OPTIONS.jobName, static_configs: [{ targets, labels }] },
          { job_name: "somebody-else", static_configs: [{ targets: ["127.0.0.1:1"] }] },
        ],
      });
      await eventually("every region is Healthy for some time", DATA_DEADLINE_MS, async () => {
        const healthy = await prometheus.query(
          `min_over_time(tidaldb_region_health{state="healthy"}[${HISTORY_SECONDS}s]) == 1 and count_over_time(tidaldb_region_health[1m]) > ${HISTORY_SECONDS}`,
        );
        return healthy.length === REGIONS.length ? true : undefined;
      });
    });

    afterAll(() => prometheus.stop());

    describe.each(DASHBOARDS)("$uid", ({ dashboard }) => {
      let asker: DashboardAsker;
      let values: Readonly<Record<string, readonly string[]>>;

      beforeAll(async () => {
        asker = new DashboardAsker(prometheus.url, dashboard);
        values = await asker.values();
      });

      test("offers the clusters, regions and shards that there are", () => {
        const expected: Readonly<Record<string, readonly string[]>> = {
          cluster: clusters,
          job: [DEFAULT_BUNDLE_OPTIONS.jobName],
          instance: [new URL(demo.url).host],
          region: REGIONS,
          shard: SHARDS,
          follower: REGIONS,
        };

        for (const [name, offered] of Object.entries(values))
          expect([name, offered]).toEqual([name, expected[name]]);
      });

      test.each(panelQueries(dashboard))(
        "$place has data, whatever is chosen, or nothing where the demo has none",
        async (query) => {
          for (const choice of choices(values)) {
            const series = await asker.ask(query, choice);
            const numbers = series.flatMap((each) => each.values).filter((value) => Number.isFinite(value));

            const isOfOthers = ONLY_OF_CHOSEN_SHARDS.includes(query.place) && !("shard" in choice);
            const isEmpty = EMPTY_IN_THE_DEMO.includes(query.place);
            const isAsItComes = isOfOthers || NOW_AND_THEN.includes(query.place);
            if (!isAsItComes) expect([choice, numbers.length > 0]).toEqual([choice, !isEmpty]);
            expectOnlyWhatIsThere(series.map((each) => each.labels["region"]));
          }
        },
      );

      test.each(annotationQueries(dashboard))("$place is a question that can be asked", async (query) => {
        for (const choice of choices(values)) {
          const series = await asker.ask(query, choice);

          if (hasHappened(query)) expect(series).not.toEqual([]);
          expectOnlyWhatIsThere(series.map((each) => each.labels["region"]));
        }
      });
    });
  });
});

/** What every demo goes through. That each region became Healthy, and a configuration was loaded, is part of its start. */
function hasHappened({ place }: DashboardQuery): boolean {
  return place === "Exporter started";
}

/** A target label is no region of the cluster; a row of a table may be about none. */
function expectOnlyWhatIsThere(regions: readonly (string | undefined)[]): void {
  for (const region of regions) expect([undefined, "–", ...REGIONS]).toContain(region);
}
