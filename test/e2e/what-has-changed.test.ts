import { buildDashboards } from "../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../src/bundle/options/options";
import { REGION_THROUGHPUT } from "../../src/bundle/signals/cluster";
import { REPLICA_RECORDS } from "../../src/bundle/signals/recorded-replicas";
import { DashboardAsker, LAST_HALF_MINUTE } from "../support/bundle/dashboard-asker";
import type { AnswerSeries, AskedRange, Choice } from "../support/bundle/dashboard-asker";
import { annotationQueries, panelQueries } from "../support/bundle/grafana-dashboard";
import { annotationRange, marksAtValues } from "../support/bundle/grafana-marks";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { Prometheus } from "../support/programs/prometheus";
import { remoteWrite } from "../support/query-cost/remote-write";
import type { WrittenSeries } from "../support/query-cost/remote-write";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SCRAPED_EVERY = 15;

const JOB = DEFAULT_BUNDLE_OPTIONS.jobName;
const INCIDENT = { cause: "region_silent", region: "eu" };

const END = Math.floor(Date.now() / 1000 / SCRAPED_EVERY) * SCRAPED_EVERY;
const DEGRADED_AT = END - 40 * MINUTE;
const OFFLINE_AT = DEGRADED_AT + 90;
const HEALTHY_AT = END - 25 * MINUTE;
const RESTARTED_AT = END - 15 * MINUTE;

/** Three of one cluster that find each change in their own second and are scraped at their own moments, and one that is alone. */
const EXPORTERS = [
  { cluster: "prod", instance: "a", findsAfter: 0, restartsAt: RESTARTED_AT },
  { cluster: "prod", instance: "b", findsAfter: 1, restartsAt: undefined },
  { cluster: "prod", instance: "c", findsAfter: 2, restartsAt: undefined },
  { cluster: "alone", instance: "d", findsAfter: 0, restartsAt: RESTARTED_AT },
] as const;
type WatchingExporter = (typeof EXPORTERS)[number];

/** What an exporter says of the region at a moment, and since when it has been so. */
function said(exporter: WatchingExporter, at: number): readonly [state: string, since: number] {
  const { restartsAt, findsAfter } = exporter;
  if (restartsAt !== undefined && at >= restartsAt) {
    const heardAt = restartsAt + 20;
    return at < heardAt ? ["unknown", restartsAt] : ["healthy", heardAt];
  }
  const changes = [
    ["healthy", END - DAY],
    ["degraded", DEGRADED_AT + findsAfter],
    ["offline", OFFLINE_AT + findsAfter],
    ["healthy", HEALTHY_AT + findsAfter],
  ] as const;
  return changes.findLast(([, since]) => at >= since) ?? changes[0];
}

function scrapes(exporter: WatchingExporter): readonly WrittenSeries[] {
  const { cluster, instance, findsAfter, restartsAt } = exporter;
  const moments = Array.from(
    { length: HOUR / SCRAPED_EVERY },
    (_, index) => END - HOUR + index * SCRAPED_EVERY + 5 * findsAfter,
  );
  const series = (
    name: string,
    labels: object,
    valueAt: (at: number) => number | undefined,
  ): WrittenSeries => ({
    labels: { cluster, job: JOB, instance, ...labels, __name__: name },
    samples: moments.flatMap((at) => {
      const value = valueAt(at);
      return value === undefined ? [] : [[at * 1000, value] as const];
    }),
  });
  const started = (at: number): number =>
    restartsAt !== undefined && at >= restartsAt ? restartsAt : END - 2 * DAY;
  return [
    ...["offline", "degraded", "unknown", "healthy"].map((state) =>
      series("tidaldb_region_health", { region: "eu", state }, (at) =>
        said(exporter, at)[0] === state ? 1 : 0,
      ),
    ),
    series(
      "tidaldb_region_health_changed_timestamp_seconds",
      { region: "eu" },
      (at) => said(exporter, at)[1],
    ),
    series("process_start_time_seconds", {}, started),
    // What variables offer comes from these.
    series("tidaldb_cluster_shards", {}, () => (cluster === "alone" ? 0 : NAMED_SHARDS)),
    ...(cluster === "alone" ? REGISTERED_SHARDS : []).map((shard) =>
      series("tidaldb_shard_up", { shard, region: "eu" }, () => 1),
    ),
    series("tidaldb_region_info", { region: "eu", region_id: "1" }, () => 1),
    series("tidaldb_incident_active", INCIDENT, (at) =>
      said(exporter, at)[0] === "offline" ? 1 : undefined,
    ),
  ];
}

/** The one cluster's topology names its shards, without detail of each; in the other they registered themselves. */
const NAMED_SHARDS = 7;
const REGISTERED_SHARDS = ["0", "4"];

/** What two regions applied in the same hour of several days. */
const APPLIED = [
  { daysAgo: 7, eu: 300, us: 30 },
  { daysAgo: 1, eu: 200, us: 20 },
  { daysAgo: 0, eu: 100, us: 10 },
] as const;

function recordedThroughput({ daysAgo, ...applied }: (typeof APPLIED)[number]): readonly WrittenSeries[] {
  const moments = Array.from(
    { length: 40 },
    (_, index) => END - daysAgo * DAY - (39 - index) * SCRAPED_EVERY,
  );
  return Object.entries(applied).map(([region, value]) => ({
    labels: { cluster: "prod", job: JOB, region, __name__: REGION_THROUGHPUT },
    samples: moments.map((at) => [at * 1000, value] as const),
  }));
}

/** As of a scrape 25 seconds ago, which rules went by 15 seconds ago. */
const RECORDED: readonly WrittenSeries[] = [
  { name: REPLICA_RECORDS.clock, labels: {}, value: END - 25 },
  { name: REPLICA_RECORDS.newest, labels: { region: "eu" }, value: END - 30 },
].map(({ name, labels, value }) => ({
  labels: { cluster: "prod", job: JOB, ...labels, __name__: name },
  samples: [[(END - 15) * 1000, value]],
}));

const DASHBOARDS = new Map(buildDashboards(DEFAULT_BUNDLE_OPTIONS).map((each) => [each.uid ?? "", each]));
const LAST_HOUR = annotationRange(END, HOUR);

describeWithProgram("prometheus", "What has changed, as a real Prometheus answers the dashboards", () => {
  let prometheus: Prometheus;

  beforeAll(async () => {
    prometheus = await Prometheus.start({ global: {} }, [
      "--web.enable-remote-write-receiver",
      // What is written is up to a week old, and in no order between series.
      "--storage.tsdb.min-block-duration=1d",
      "--storage.tsdb.max-block-duration=1d",
    ]);
    for (const applied of APPLIED) await remoteWrite(prometheus.url, recordedThroughput(applied));
    await remoteWrite(prometheus.url, [...EXPORTERS.flatMap(scrapes), ...RECORDED]);
  });

  afterAll(() => prometheus.stop());

  async function asked(
    uid: string,
    place: string,
    range: AskedRange,
    choice: Choice = {},
  ): Promise<readonly AnswerSeries[]> {
    const dashboard = DASHBOARDS.get(uid);
    if (dashboard === undefined) throw new Error(`there is no dashboard ${uid}`);
    const queries = [...panelQueries(dashboard), ...annotationQueries(dashboard)];
    const query = queries.find((each) => each.place === place);
    if (query === undefined) throw new Error(`there is no ${place}`);
    const asker = new DashboardAsker(prometheus.url, dashboard, range);
    await asker.values();
    return asker.ask(query, choice);
  }

  test.each([
    ["degraded", [DEGRADED_AT]],
    ["offline", [OFFLINE_AT]],
    ["healthy", [HEALTHY_AT]],
    ["unknown", []],
  ] as const)(
    "a change of a region's state is one mark, though several exporters find it and one starts anew later: %s",
    async (state, marks) => {
      const answer = await asked("tidaldb-overview", `Region ${state}`, LAST_HOUR);

      expect(marksAtValues(answer, LAST_HOUR)).toEqual(
        marks.length === 0
          ? []
          : ["alone", "prod"].map((cluster) => [{ cluster, job: JOB, region: "eu" }, marks]),
      );
    },
  );

  test("silence is as long as it was at the scrape, not longer by how long ago that was", async () => {
    const range = { ...LAST_HALF_MINUTE, endSeconds: END };
    const [eu] = await asked("tidaldb-overview", "Newest heartbeat by region A", range);

    expect(new Set(eu?.values)).toEqual(new Set([5]));
  });

  test.each([
    ["prod", 7],
    ["alone", 2],
  ])(
    "shards are counted whether they are named or registered themselves: cluster '%s'",
    async (cluster, count) => {
      const range = { ...LAST_HALF_MINUTE, endSeconds: END - SCRAPED_EVERY };
      const [shards] = await asked("tidaldb-shard", "Shards A", range, { cluster: [cluster] });

      expect(shards?.values).toEqual([count]);
    },
  );

  test("an incident is one mark, though several exporters tell of it", async () => {
    const answer = await asked("tidaldb-overview", "Incident", LAST_HOUR);

    expect(answer.map(({ labels }) => labels)).toEqual(
      ["alone", "prod"].map((cluster) => ({ cluster, job: JOB, ...INCIDENT })),
    );
  });

  test.each([
    ["tidaldb-overview", "Applied by all regions", {}, [110, 220, 330]],
    ["tidaldb-region", "Applied by the chosen regions", {}, [110, 220, 330]],
    ["tidaldb-region", "Applied by the chosen regions", { region: ["eu"] }, [100, 200, 300]],
  ] as const)(
    "throughput has behind it what it was at the same time yesterday and last week: %s, %s, %j",
    async (uid, title, choice, expected) => {
      const range = { ...LAST_HALF_MINUTE, endSeconds: END };
      const answers = ["A", "B", "C"].map((letter) =>
        asked(uid, `${title}, and its past ${letter}`, range, choice),
      );

      const shown = (await Promise.all(answers)).map((series) => series.map(({ values }) => new Set(values)));
      expect(shown).toEqual(expected.map((value) => [new Set([value])]));
    },
  );
});
