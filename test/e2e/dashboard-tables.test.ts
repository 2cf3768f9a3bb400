import { buildDashboards } from "../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { REPLICA_RECORDS } from "../../src/bundle/signals/recorded-replicas";
import type { RunningExporter } from "../support/app/running-exporter";
import { CLUSTER_STATES, ODD_REGIONS, QUOTED_REGION, startInState } from "../support/bundle/cluster-state";
import { DashboardAsker, LAST_HALF_MINUTE } from "../support/bundle/dashboard-asker";
import type { AskedRange, Choice } from "../support/bundle/dashboard-asker";
import { dataPanels, queriesOf } from "../support/bundle/grafana-dashboard";
import { intendedHeadings, showTable } from "../support/bundle/grafana-table";
import type { ShownTable } from "../support/bundle/grafana-table";
import { FastRules } from "../support/bundle/fast-rules";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { Prometheus } from "../support/programs/prometheus";

const DATA_DEADLINE_MS = 90_000;
const START_DEADLINE_MS = 2 * DATA_DEADLINE_MS;
const SCRAPED_EVERY_SECONDS = 2;

/** Nobody listens there. */
const NOBODY = "127.0.0.1:1";

const TABLES = buildDashboards(DEFAULT_BUNDLE_OPTIONS).flatMap((dashboard) =>
  dataPanels(dashboard)
    .filter(({ type }) => type === "table")
    .map((panel) => ({ table: `${dashboard.uid ?? ""}: ${panel.title ?? ""}`, dashboard, panel })),
);
type Table = (typeof TABLES)[number];

const GRAPHS = buildDashboards(DEFAULT_BUNDLE_OPTIONS).map((dashboard) => ({
  dashboard,
  panels: dataPanels(dashboard).filter(({ type }) => type !== "table"),
}));

/** All states but those without detail, or without a replica; the two without a name are one. */
const RECORDED_CLUSTERS =
  CLUSTER_STATES.filter(({ detail, regions }) => detail !== "region" && regions.length > 0).length + 1;

/** What the variable `cluster` chooses. Each state is a cluster of its own in one Prometheus. */
const DOWN = "down";
const NONE = "no such cluster";
const UNNAMED = "";
const ALL = "All";
const CHOICES = [...CLUSTER_STATES.map(({ state }) => state), DOWN, NONE, UNNAMED, ALL];

/** Two clusters that only their namespaces tell apart, and whose targets have a label `region` too. */
const NAMESPACES = { blue: "healthy", green: "one region never heard" } as const;

/** Of these there is nothing to show, and panels say so. */
const WITHOUT_DATA = [DOWN, NONE, "nothing yet"];

/** Dashboards that have something to show all the same: an exporter that has heard nothing works. */
const NEVER_LACKS_ALL = new Set(["tidaldb-exporter nothing yet"]);

/** The rows of a table: what their labels are, and which columns show a dash. */
const EXPECTED: readonly (readonly [title: string, cluster: string, rows: readonly string[]])[] = [
  [
    "What is wrong",
    DOWN,
    ["down – – – – TidaldbExporterUnreachable: Silent, Lagging, No leader, Critical, Tenants, Entities"],
  ],
  ["Firing alerts", "healthy", ["– none fires – – – –: Since"]],
  [
    "Regions",
    "healthy",
    ["healthy ap-south: Incidents", "healthy eu-west: Incidents", "healthy us-east: Incidents"],
  ],
  [
    "Regions",
    "total outage",
    [
      "total outage ap-south: Incidents, Followers' lag, Own lag",
      "total outage eu-west: Incidents, Followers' lag, Own lag",
      "total outage us-east: Incidents, Followers' lag, Own lag",
    ],
  ],
  [
    "Regions",
    "one region out",
    ["one region out ap-south: Followers' lag", "one region out eu-west", "one region out us-east"],
  ],
  [
    "Regions",
    "one region never heard",
    [
      "one region never heard ap-south: Incidents, Silence, Followers' lag",
      "one region never heard eu-west: Incidents",
      "one region never heard us-east: Incidents",
    ],
  ],
  [
    "Regions",
    "detail region",
    [
      "detail region ap-south: Incidents, Silence, Followers' lag",
      "detail region eu-west: Incidents, Silence, Followers' lag",
      "detail region us-east: Incidents, Silence, Followers' lag",
    ],
  ],
  [
    "Regions",
    "detail shard",
    [
      "detail shard ap-south: Incidents, Followers' lag",
      "detail shard eu-west: Incidents, Followers' lag",
      "detail shard us-east: Incidents, Followers' lag",
    ],
  ],
  ["Regions", "one replica", ["one replica us-east: Incidents, Followers' lag, Own lag"]],
  [
    "Regions",
    "a follower that nobody hears",
    [
      "a follower that nobody hears 7: State, Incidents, Since, Offline, Degraded, Pending, Healthy, Silence, Followers' lag, " +
        "Throughput, Entities, WAL",
      "a follower that nobody hears us-east: Incidents, Own lag",
    ],
  ],
  [
    "Regions",
    UNNAMED,
    [
      "ap-south: Incidents",
      "ap-south: Incidents, Silence, Followers' lag",
      "eu-west: Incidents",
      "eu-west: Incidents",
      "us-east: Incidents",
      "us-east: Incidents",
    ],
  ],
  ["Objectives by region", DOWN, ["– – –: Budget left, Burn rate, 1 h, 6 h, 1 d, 3 d"]],
  ["Followers that lag most", "no followers", ["– – – –: Lag, Distance"]],
  ["Followers that lag most", "one replica", ["– – – –: Lag, Distance"]],
  ["Followers that lag most", "detail shard", ["– – – –: Lag, Distance"]],
  ["Followers that lag most", "a follower that nobody hears", ["a follower that nobody hears 0 us-east 7"]],
  [
    "Replicas that have been silent for longest",
    "total outage",
    [
      "total outage 0 us-east: Clock skew, Throughput",
      "total outage 1 eu-west: Clock skew, Throughput",
      "total outage 2 ap-south: Clock skew, Throughput",
    ],
  ],
  [
    "Replicas that have been silent for longest",
    "one region never heard",
    [
      "one region never heard 0 us-east",
      "one region never heard 1 eu-west",
      "one region never heard 2 ap-south: Clock skew, Throughput, Entities, WAL",
    ],
  ],
  [
    "Replicas that have been silent for longest",
    "detail region",
    ["– – –: Heard, Silent for, Clock skew, Throughput, Entities, WAL"],
  ],
  ["Sources", "healthy", ["– – none configured: Answers, Last answer, Snapshot's age, Errors, Disagrees on"]],
  ["Peers", "healthy", ["– – none configured: Answers, Last answer, Disagrees on"]],
  ["State and NATS", "healthy", ["– none configured: NATS, State, Received, Passed on, Lost, Dropped"]],
  ["Clusters", "one region out", ["one region out –"]],
  ["Clusters", "total outage", ["total outage –: Worst lag"]],
  [
    "Clusters",
    DOWN,
    [
      "down –: Offline, Degraded, Unknown, Healthy, No leader, Critical, Worst lag, Data age, Throughput, Last start",
    ],
  ],
  ["Exporters", "healthy", ["healthy INSTANCE 1.2.3 abc v20.0.0: Certificate ends"]],
  ["Exporters", "TLS", ["TLS INSTANCE 1.2.3 abc v20.0.0"]],
  [
    "Exporters",
    DOWN,
    ["down INSTANCE – – –: Started, Configuration loaded, Certificate ends, Series, Render time"],
  ],
];

describeWithProgram("prometheus", "Every table of every dashboard, drawn from a real Prometheus", () => {
  const exporters = new Map<string, RunningExporter>();
  const rules = new FastRules();
  let prometheus: Prometheus;
  let moment: AskedRange;

  beforeAll(async () => {
    for (const state of CLUSTER_STATES) exporters.set(state.state, await startInState(state));
    prometheus = await Prometheus.start(prometheusConfig(exporters, rules.path));
    const scraped = exporters.size + Object.keys(NAMESPACES).length;
    const atOneMoment = [
      `count(up == 1) == ${scraped}`,
      "count(up == 0) == 1",
      // Rates need several scrapes.
      `count(count_over_time(tidaldb_exporter_build_info[10s]) >= 3) == ${scraped}`,
      // What panels read is recorded of each cluster of which there is something.
      `count(count by (cluster) (${REPLICA_RECORDS.silent})) == ${RECORDED_CLUSTERS}`,
    ];
    // A busy machine misses scrapes now and then: all tests ask about one moment at which none was missed.
    const endSeconds = await eventually("everything is known at one moment", DATA_DEADLINE_MS, async () => {
      // What is still under way is written down as of when it began.
      const at = Date.now() / 1000 - 2 * SCRAPED_EVERY_SECONDS;
      const met = await Promise.all(atOneMoment.map((condition) => prometheus.query(condition, at)));
      return met.every((answer) => answer.length > 0) ? at : undefined;
    });
    moment = { ...LAST_HALF_MINUTE, endSeconds };
  }, START_DEADLINE_MS);

  afterAll(async () => {
    await prometheus.stop();
    for (const exporter of exporters.values()) await exporter.remove();
    rules.remove();
  });

  async function shown({ dashboard, panel }: Table, cluster: string, more: Choice = {}): Promise<ShownTable> {
    const asker = new DashboardAsker(prometheus.url, dashboard, moment);
    await asker.values();
    const choice = { ...more, ...(cluster === ALL ? {} : { cluster: [cluster] }) };
    const answers = queriesOf(panel).map(async (query) => ({
      refId: query.refId,
      series: await asker.ask(query, choice),
    }));
    return showTable(panel, await Promise.all(answers));
  }

  describe.each(TABLES)("$table", (table) => {
    const intended = intendedHeadings(table.panel);

    test.each(CHOICES)("has all of its columns, and a value in every cell: cluster '%s'", async (cluster) => {
      const { headings, rows } = await shown(table, cluster);

      // Series without the label have no such column, unless there are none at all.
      const isUnnamed = cluster === UNNAMED && rows[0]?.["Cluster"] === undefined;
      expect(headings).toEqual(intended.filter((heading) => heading !== "Cluster" || !isUnnamed));
      expect(rows).not.toEqual([]);
      for (const row of rows) {
        for (const heading of headings) {
          // In the choice of all, what has no label of its own is told apart by being empty.
          const isNamed = cluster !== ALL || heading !== "Cluster";
          if (isNamed) expect([heading, row[heading]]).not.toEqual([heading, ""]);
          expect([heading, row[heading]]).not.toEqual([heading, undefined]);
        }
      }
    });

    test.each(EXPECTED.filter(([title]) => title === table.panel.title))(
      "%s shows what is known of the cluster '%s', and a dash for the rest",
      async (_, cluster, expected) => {
        const { headings, rows } = await shown(table, cluster);

        expect(rows.map((row) => asText(headings, row)).sort()).toEqual(expected);
      },
    );
  });

  describe.each(GRAPHS)("$dashboard.uid", ({ dashboard, panels }) => {
    async function saysNoData(cluster: string): Promise<readonly string[]> {
      const asker = new DashboardAsker(prometheus.url, dashboard, moment);
      await asker.values();
      const choice = cluster === ALL ? {} : { cluster: [cluster] };
      const lacking: string[] = [];
      for (const panel of panels) {
        const answers = await Promise.all(queriesOf(panel).map((query) => asker.ask(query, choice)));
        const { noValue } = panel.fieldConfig?.defaults as { readonly noValue: string };
        if (answers.flat().length === 0 && noValue === "no data") lacking.push(panel.title ?? "");
      }
      return lacking;
    }

    test.each(CHOICES.filter((cluster) => !WITHOUT_DATA.includes(cluster)))(
      "says of no panel that it lacks data: cluster '%s'",
      async (cluster) => {
        expect(await saysNoData(cluster)).toEqual([]);
      },
    );

    test.each(WITHOUT_DATA)(
      "says so of panels of a cluster that nothing is known of: '%s'",
      async (cluster) => {
        expect(await saysNoData(cluster)).toEqual(
          NEVER_LACKS_ALL.has(`${dashboard.uid ?? ""} ${cluster}`)
            ? []
            : expect.arrayContaining([expect.any(String)]),
        );
      },
    );
  });

  test("counts the exporters that are down beside those that are up, whichever clusters are chosen", async () => {
    const [overview] = GRAPHS;
    const tile = overview?.panels.find(({ title }) => title === "Exporters");
    if (!overview || !tile) throw new Error("there is no such tile");
    const asker = new DashboardAsker(prometheus.url, overview.dashboard, moment);
    await asker.values();
    const counts = async (choice: Choice): Promise<readonly unknown[]> =>
      (await Promise.all(queriesOf(tile).map((query) => asker.ask(query, choice)))).map(
        ([series]) => series?.values[0],
      );

    expect(await counts({})).toEqual([exporters.size + Object.keys(NAMESPACES).length, 1]);
    expect(await counts({ cluster: ["healthy", DOWN] })).toEqual([1, 1]);
    expect(await counts({ cluster: [DOWN] })).toEqual([0, 1]);
  });

  test.each([
    ["total outage", []],
    ["one region out", ["eu-west", "us-east"]],
    ["healthy", ["ap-south", "eu-west", "us-east"]],
  ])("counts no throughput of what is silent: cluster '%s'", async (cluster, working) => {
    const [regions] = TABLES.filter(({ panel }) => panel.title === "Regions");
    if (!regions) throw new Error("there is no such table");
    const { rows } = await shown(regions, cluster);
    const atWork = rows.filter((row) => Number(row["Throughput"]) > 0);

    expect(atWork.map((row) => row["Region"]).sort()).toEqual(working);
    expect(rows.filter((row) => row["Throughput"] === 0).length).toBe(3 - working.length);
  });

  test("leads from a region to that region, and offers it, whatever it is called", async () => {
    const [overview] = TABLES.filter(({ panel }) => panel.title === "Regions");
    const [replicas] = TABLES.filter(
      ({ dashboard, panel }) =>
        dashboard.uid === "tidaldb-region" && panel.title === "Replicas that have been silent for longest",
    );
    if (!overview || !replicas) throw new Error("there are no such tables");
    const { rows } = await shown(overview, "odd names");
    const led = rows.map((row) => followed(overview, "Region", row).get("var-region") ?? "");
    const offered = await new DashboardAsker(prometheus.url, replicas.dashboard, moment).values();

    expect(led.sort()).toEqual([...ODD_REGIONS, QUOTED_REGION].sort());
    expect(offered["region"]).toEqual(expect.arrayContaining(led));
    for (const region of ODD_REGIONS) {
      const { rows: chosen } = await shown(replicas, "odd names", { region: [region] });
      expect(chosen.map((row) => row["Region"])).toEqual([region]);
    }
  });

  test("that takes several queries keeps the values of clusters apart which only a hidden label tells apart", async () => {
    for (const table of TABLES.filter(({ panel }) => panel.title === "Regions")) {
      const { rows } = await shown(table, UNNAMED);

      expect(rows.map((row) => [row["Region"], row["Healthy"], row["Pending"]]).sort()).toEqual([
        ["ap-south", 0, 1],
        ["ap-south", 1, 0],
        ["eu-west", 1, 0],
        ["eu-west", 1, 0],
        ["us-east", 1, 0],
        ["us-east", 1, 0],
      ]);
    }
  });
});

/** Where a link of a column leads to from a row, as the query of the address. */
function followed({ panel }: Table, heading: string, row: ShownTable["rows"][number]): URLSearchParams {
  const properties = panel.fieldConfig?.overrides.find(
    ({ matcher }) => matcher.options === heading,
  )?.properties;
  const [link] = (properties?.find(({ id }) => id === "links")?.value ?? []) as { url: string }[];
  const url = (link?.url ?? "").replace(/\$\{__data\.fields\.(\w+):percentencode\}/g, (_, name: string) =>
    encodeURIComponent(String(row[name])),
  );
  return new URL(url, "http://grafana").searchParams;
}

function prometheusConfig(exporters: ReadonlyMap<string, RunningExporter>, rules: string): object {
  const target = (state: string, labels: object): object => ({
    targets: [new URL(exporters.get(state)?.url ?? "").host],
    labels,
  });
  return {
    global: {
      scrape_interval: `${SCRAPED_EVERY_SECONDS}s`,
      scrape_timeout: `${SCRAPED_EVERY_SECONDS}s`,
    },
    rule_files: [rules],
    scrape_configs: [
      {
        job_name: DEFAULT_BUNDLE_OPTIONS.jobName,
        tls_config: { insecure_skip_verify: true },
        static_configs: [
          ...CLUSTER_STATES.map(({ state, tls }) =>
            target(state, { cluster: state, ...(tls ? { __scheme__: "https" } : {}) }),
          ),
          ...Object.entries(NAMESPACES).map(([namespace, state]) =>
            target(state, { namespace, region: "dc-1" }),
          ),
          { targets: [NOBODY], labels: { cluster: DOWN } },
        ],
      },
    ],
  };
}

/** The labels of a row and, after a colon, the headings below which it has a dash. */
function asText(headings: readonly string[], row: ShownTable["rows"][number]): string {
  const labels = headings
    .map((heading) => row[heading])
    .filter((cell) => typeof cell === "string")
    .map((cell) => cell.replace(/^127\.0\.0\.1:\d+$/, "INSTANCE"));
  const dashes = headings.filter((heading) => Number.isNaN(row[heading]));
  return [labels.join(" "), ...(dashes.length > 0 ? [dashes.join(", ")] : [])].join(": ");
}
