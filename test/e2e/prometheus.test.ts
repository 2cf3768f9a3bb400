import { spawnSync } from "node:child_process";

import { INCIDENT_METRICS } from "../../src/metrics/catalogue/incident";
import { CATALOGUE } from "../../src/metrics/catalogue/catalogue";
import { bundleOptions } from "../../src/bundle/options/options";
import { Promql } from "../../src/bundle/promql/promql";
import { scrapeJob } from "../../src/bundle/scrape-config";
import { exporterReach } from "../../src/bundle/signals/exporter-reach";
import { DemoProcess } from "../support/programs/demo-process";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { Prometheus } from "../support/programs/prometheus";
import { ScrapeRelay } from "../support/programs/scrape-relay";

const TEXT = "text/plain; version=0.0.4; charset=utf-8";
const OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** What Prometheus 2.42 sends by itself makes the job openmetrics; the other one is what an older scraper gets. */
const JOBS = ["openmetrics", "text"] as const;

/** A job that scrapes the demo in parts, as a bundle does. */
const IN_PARTS = bundleOptions({ jobName: "parts", scrapeParts: 3, evaluationIntervalMs: 1_000 });

/** From one scrape to the next, and what each may take. */
const SCRAPE_SECONDS = 1;

/** It takes five seconds by itself. */
const FIRST_SCRAPE_DEADLINE_MS = 20_000;

/** Until the reference cluster has reported everything once. */
const SAMPLES_DEADLINE_MS = 30_000;

/** The demo is open, unencrypted, without a budget of series, alone, has reconciled nothing, plans no work and records nothing; other tests are about these. */
const ONLY_WHERE_CONFIGURED = [
  /^tidaldb_exporter_web_config_last_reload_successful$/,
  /^tidaldb_exporter_certificate_expiry_timestamp_seconds$/,
  /^tidaldb_exporter_series_shed$/,
  /^tidaldb_exporter_recording_lost_total$/,
  /^tidaldb_source_/,
  /^tidaldb_(peer_|exporter_peers$|exporter_disagreement$)/,
  /^tidaldb_exporter_nats_/,
  /^tidaldb_shard_last_reconciled_timestamp_seconds$/,
  /^tidaldb_(maintenance_|region_announced$)/,
];

/** Nothing of the demo is broken. */
const ONLY_WHILE_BROKEN = INCIDENT_METRICS.filter(({ labels }) => labels.length > 0);

const SERVED = CATALOGUE.filter(
  (metric) =>
    !ONLY_WHERE_CONFIGURED.some((name) => name.test(metric.name)) &&
    !ONLY_WHILE_BROKEN.some(({ name }) => name === metric.name),
);
/** What is there in every scrape; a histogram is several series, none of them by its own name. */
const EVERY_NAME = SERVED.map(({ name, type }) => (type === "histogram" ? `${name}_count` : name));

describeWithProgram("prometheus", "A real Prometheus that scrapes the demo every second", () => {
  let demo: DemoProcess;
  let relays: Readonly<Record<(typeof JOBS)[number], ScrapeRelay>>;
  let prometheus: Prometheus;

  beforeAll(async () => {
    demo = await DemoProcess.start();
    relays = {
      openmetrics: await ScrapeRelay.start(demo.url),
      text: await ScrapeRelay.start(demo.url, "text/plain;version=0.0.4"),
    };
    prometheus = await Prometheus.start({
      global: { scrape_interval: `${SCRAPE_SECONDS}s`, scrape_timeout: `${SCRAPE_SECONDS}s` },
      scrape_configs: [
        ...JOBS.map((job) => ({ job_name: job, static_configs: [{ targets: [relays[job].address] }] })),
        scrapeJob(IN_PARTS, [new URL(demo.url).host]),
      ],
    });
    await eventually("a first scrape by every job", FIRST_SCRAPE_DEADLINE_MS, async () => {
      const targets = await prometheus.targets();
      return targets.length === JOBS.length + IN_PARTS.scrapeParts &&
        targets.every(({ health }) => health !== "unknown")
        ? true
        : undefined;
    });
  });

  afterAll(async () => {
    await prometheus.stop();
    await Promise.all(JOBS.map((job) => relays[job].stop()));
    await demo.stop();
  });

  test.each(JOBS)("has samples of every metric in the catalogue by the job %s", async (job) => {
    let missing = EVERY_NAME;
    await eventually(`samples of every metric`, SAMPLES_DEADLINE_MS, async () => {
      const present = await prometheus.query(`count by (__name__) ({job="${job}"})`);
      const names = new Set(present.map(({ metric }) => metric["__name__"]));
      missing = EVERY_NAME.filter((name) => !names.has(name));
      return missing.length === 0 ? true : undefined;
    }).catch(() => undefined); // Names tell more than a deadline.

    expect(missing).toEqual([]);
  });

  test.each(JOBS)(
    "finds the target of the job %s up from its first scrape on, without an error",
    async (job) => {
      await eventually("a scrape that was not too late", SAMPLES_DEADLINE_MS, async () => {
        const targets = await prometheus.targets();
        const { health, lastError } = targets.find(({ labels }) => labels["job"] === job) ?? {};
        return health === "up" && lastError === "" ? true : undefined;
      });

      expect(await prometheus.failedInTime(job, SCRAPE_SECONDS)).toBe(0);
    },
  );

  test("finds in three parts the series that there are in one, each once, and one exporter that is up", async () => {
    const counts = async (job: string): Promise<Readonly<Record<string, number>>> => {
      const found = await prometheus.query(`count by (__name__) ({job="${job}",__name__=~"tidaldb_.*"})`);
      return Object.fromEntries(
        found.map(({ metric, value }): [string, number] => [metric["__name__"] ?? "", value]),
      );
    };
    await eventually("the same series", SAMPLES_DEADLINE_MS, async () => {
      const [whole, parts] = [await counts("openmetrics"), await counts("parts")];
      return EVERY_NAME.every((name) => name in whole) && JSON.stringify(parts) === JSON.stringify(whole)
        ? true
        : undefined;
    });
    const reach = exporterReach(new Promql(IN_PARTS), new Promql(IN_PARTS).metric("up"));
    const [exporters, targets, ownWithPart] = [
      await prometheus.query(reach),
      await prometheus.query('up{job="parts"}'),
      await prometheus.query('count({job="parts",part!="",__name__!~"up|scrape_.*"})'),
    ];

    expect(exporters.map(({ value }) => value)).toEqual([1]);
    expect(targets.map(({ metric }) => metric["part"]).sort()).toEqual(["1/3", "2/3", "3/3"]);
    expect(new Set(targets.map(({ metric }) => metric["instance"])).size).toBe(1);
    expect(ownWithPart).toEqual([]);
  });

  test("warns of nothing: no sample twice, none out of order, none that it cannot read", () => {
    expect(prometheus.complaints).toEqual([]);
  });

  test("is served OpenMetrics for what it asks by itself, and the text format where that is asked for", () => {
    expect(relays.openmetrics.contentTypes).toEqual([OPENMETRICS]);
    expect(relays.text.contentTypes).toEqual([TEXT]);
  });

  test("reads OpenMetrics as such: the units of the catalogue arrive, which the text format cannot carry", async () => {
    const units = async (job: string): Promise<ReadonlyMap<string, string>> =>
      new Map((await prometheus.metadata(job)).map(({ metric, unit }) => [metric, unit]));
    const fromOpenMetrics = await units("openmetrics");
    const fromText = await units("text");
    const gauges = SERVED.filter(({ type, unit }) => type === "gauge" && unit !== undefined);

    expect(gauges.length).toBeGreaterThan(0);
    for (const { name, unit } of gauges) {
      expect([name, fromOpenMetrics.get(name)]).toEqual([name, unit]);
      expect([name, fromText.get(name)]).toEqual([name, ""]);
    }
  });

  test("knows every metric by the type and the help that the catalogue gives it", async () => {
    const metadata = new Map((await prometheus.metadata("text")).map((each) => [each.metric, each]));

    for (const { name, type, help } of SERVED) expect(metadata.get(name)).toMatchObject({ type, help });
  });

  test("sees the same replicas in both formats", async () => {
    // Asked of a moment at which neither was too late: then there would be nothing to compare.
    const bothAreUp = 'count(up{job=~"text|openmetrics"} == 1) == 2';
    const [differing] = await eventually("both were scraped", SAMPLES_DEADLINE_MS, async () => {
      const at = Date.now() / 1000 - 2 * SCRAPE_SECONDS;
      if ((await prometheus.query(bothAreUp, at)).length === 0) return undefined;
      return prometheus.query(
        'count(tidaldb_shard_up{job="text"} unless ignoring (job, instance) tidaldb_shard_up{job="openmetrics"}) or vector(0)',
        at,
      );
    });

    expect(differing?.value).toBe(0);
  });

  test.each(["", "?part=1/3", "?part=2/3", "?part=3/3"])(
    "would pass its own linter: promtool check metrics has no finding about /metrics%s",
    async (query) => {
      const response = await fetch(`${demo.url}/metrics${query}`, { headers: { accept: "text/plain" } });
      const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
        input: await response.text(),
        encoding: "utf8",
      });

      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    },
  );
});
