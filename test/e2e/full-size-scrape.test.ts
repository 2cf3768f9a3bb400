import { describeWithProgram } from "../support/programs/describe-with-program";
import { eventually } from "../support/programs/eventually";
import { FullSizeExporter } from "../support/programs/full-size-exporter";
import { Prometheus } from "../support/programs/prometheus";

/** Shard numbers have 16 bits, and a shard with three followers has six series of its own and two for each of them. */
const CLUSTER = { shards: 65_536, followers: 3 };
const SERIES = 65_536 * (6 + 2 * 3);

/** The first scrape of so many series takes Prometheus itself ten seconds and more, and it begins within an interval. */
const INTERVAL_SECONDS = 20;
const DEADLINE_MS = 120_000;

describeWithProgram("prometheus", "A real Prometheus that scrapes every shard there can be", () => {
  let exporter: FullSizeExporter;
  let prometheus: Prometheus;

  beforeAll(async () => {
    exporter = await FullSizeExporter.start(CLUSTER);
    prometheus = await Prometheus.start({
      global: { scrape_interval: `${INTERVAL_SECONDS}s`, scrape_timeout: `${INTERVAL_SECONDS}s` },
      scrape_configs: [
        {
          job_name: "replicas",
          params: { "collect[]": ["shard", "follower"] },
          static_configs: [{ targets: [exporter.address] }],
        },
      ],
    });
    // One that has run out of time brings no sample, and the next one does.
    await eventually("a first scrape", DEADLINE_MS, async () => {
      const scraped = await prometheus.query("scrape_samples_scraped > 0");
      return scraped.length > 0 ? true : undefined;
    });
  }, DEADLINE_MS + 60_000);

  afterAll(async () => {
    await prometheus.stop();
    await exporter.stop();
  });

  test("takes in exactly 786,432 series, and finds the target up", async () => {
    const targets = await prometheus.targets();
    const scraped = await prometheus.query("scrape_samples_scraped");
    const added = await prometheus.query("scrape_series_added");

    expect(targets).toMatchObject([{ health: "up", lastError: "" }]);
    expect(scraped.map(({ value }) => value)).toEqual([SERIES]);
    expect(SERIES).toBe(786_432);
    expect(added.map(({ value }) => value)).toContain(SERIES);
  });

  test("has one sample per replica in every family about replicas, and one per follower in every family about followers", async () => {
    const counts = await prometheus.query('count by (__name__) ({job="replicas",shard!=""})');

    expect(Object.fromEntries(counts.map(({ metric, value }) => [metric["__name__"], value]))).toEqual({
      tidaldb_shard_up: 65_536,
      tidaldb_shard_entities: 65_536,
      tidaldb_shard_signals_per_second: 65_536,
      tidaldb_shard_wal_bytes: 65_536,
      tidaldb_shard_last_heartbeat_timestamp_seconds: 65_536,
      tidaldb_shard_clock_skew_seconds: 65_536,
      tidaldb_replication_lag_seqnos: 3 * 65_536,
      tidaldb_replication_lag_seconds: 3 * 65_536,
    });
  });

  test("warns of nothing: no sample twice, none out of order, none that it cannot read", () => {
    expect(prometheus.complaints).toEqual([]);
  });
});
