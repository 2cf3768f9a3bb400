import { scrapeProblems } from "../../../bench/under-fire/scrape-problems";

/** Two replicas, the second of them Offline, and the region's figures about them. */
const WHOLE = withTypes(`tidaldb_region_replicas{region="us-east",state="healthy"} 1
tidaldb_region_replicas{region="us-east",state="degraded"} 0
tidaldb_region_replicas{region="us-east",state="offline"} 1
tidaldb_region_replicas{region="us-east",state="pending"} 0
tidaldb_region_entities{region="us-east"} 300
tidaldb_region_wal_bytes{region="us-east"} 30
tidaldb_shard_up{shard="1",region="us-east"} 1
tidaldb_shard_up{shard="2",region="us-east"} 0
tidaldb_shard_entities{shard="1",region="us-east"} 100
tidaldb_shard_entities{shard="2",region="us-east"} 200
tidaldb_shard_signals_per_second{shard="1",region="us-east"} 1.5
tidaldb_shard_signals_per_second{shard="2",region="us-east"} 2.5
tidaldb_shard_wal_bytes{shard="1",region="us-east"} 10
tidaldb_shard_wal_bytes{shard="2",region="us-east"} 20
tidaldb_shard_last_heartbeat_timestamp_seconds{shard="1",region="us-east"} 1700000000.5
tidaldb_shard_last_heartbeat_timestamp_seconds{shard="2",region="us-east"} 1.7e9
tidaldb_shard_clock_skew_seconds{shard="1",region="us-east"} -0.001
tidaldb_shard_clock_skew_seconds{shard="2",region="us-east"} 0
tidaldb_replication_lag_seqnos{shard="1",region="us-east",follower="eu-west"} 5
tidaldb_replication_lag_seconds{shard="1",region="us-east",follower="eu-west"} 0.25
`);

/** Puts a line about its type before the samples of every family. */
function withTypes(samples: string): string {
  let family = "";
  return samples.replaceAll(/^\w+/gm, (name) => {
    const isNew = name !== family;
    family = name;
    return isNew ? `# TYPE ${name} gauge\n${name}` : name;
  });
}

const replaced = (from: string, to: string): string => {
  expect(WHOLE).toContain(from);
  return WHOLE.replace(from, to);
};

describe("a scrape", () => {
  test("that agrees with itself has no problem, in either format", () => {
    expect(scrapeProblems(WHOLE, "text")).toEqual([]);
    expect(scrapeProblems(`${WHOLE}# EOF\n`, "openmetrics")).toEqual([]);
  });

  test("may have the parts of a histogram in turns, once for each set of labels", () => {
    const part = (kind: string): string =>
      `gc_seconds_bucket{le="+Inf",kind="${kind}"} 2\ngc_seconds_sum{kind="${kind}"} 0.5\ngc_seconds_count{kind="${kind}"} 2\n`;

    expect(
      scrapeProblems(`${WHOLE}# TYPE gc_seconds histogram\n${part("minor")}${part("major")}`, "text"),
    ).toEqual([]);
  });

  test.each<[string, () => string, string]>([
    [
      "a sum that is not that of its parts",
      () => replaced('region_entities{region="us-east"} 300', 'region_entities{region="us-east"} 299'),
      "tidaldb_region_entities of us-east is 299, the sum of tidaldb_shard_entities is 300",
    ],
    [
      "a replica that is listed and not counted",
      () => replaced('state="offline"} 1', 'state="offline"} 0'),
      "replicas of us-east, down: tidaldb_region_replicas counts 0, tidaldb_shard_up lists 1",
    ],
    [
      "a replica that is up in one place and down in another",
      () =>
        replaced(
          'tidaldb_shard_up{shard="1",region="us-east"} 1',
          'tidaldb_shard_up{shard="1",region="us-east"} 0',
        ),
      '{shard="1",region="us-east",follower="eu-west"} has a lag, but tidaldb_shard_up is 0',
    ],
    [
      "a replica that is missing in one family",
      () => replaced('tidaldb_shard_clock_skew_seconds{shard="2",region="us-east"} 0\n', ""),
      '{shard="2",region="us-east"} is in tidaldb_shard_entities and not in tidaldb_shard_clock_skew_seconds',
    ],
    [
      "a lag in one family only",
      () =>
        replaced('tidaldb_replication_lag_seconds{shard="1",region="us-east",follower="eu-west"} 0.25\n', ""),
      '{shard="1",region="us-east",follower="eu-west"} is in tidaldb_replication_lag_seqnos and not in tidaldb_replication_lag_seconds',
    ],
    [
      "a series that comes twice",
      () => replaced('entities{shard="2",region="us-east"} 200', 'entities{shard="1",region="us-east"} 200'),
      'comes twice: tidaldb_shard_entities{shard="1",region="us-east"} 200',
    ],
    [
      "a family in two places",
      () => `${WHOLE}# TYPE tidaldb_shard_up gauge\ntidaldb_shard_up{shard="3",region="eu-west"} 1\n`,
      "tidaldb_shard_up is described twice",
    ],
    [
      "a sample in another family",
      () => `${WHOLE}tidaldb_shard_up{shard="3",region="eu-west"} 1\n`,
      "tidaldb_shard_up stands in the family tidaldb_replication_lag_seconds",
    ],
    [
      "two lines that ran into each other",
      () => replaced(" 100\ntidaldb_shard_entities", " 1tidaldb_shard_entities"),
      'malformed line: tidaldb_shard_entities{shard="1",region="us-east"} 1tidaldb_shard_entities{shard="2",region="us-east"} 200',
    ],
    ["a value that is none", () => replaced(" 0.25\n", " 0.2.5\n"), "malformed line: "],
    [
      "an end in the middle of a line",
      () => WHOLE.slice(0, -3),
      "breaks off in the line: tidaldb_replication_lag_seconds",
    ],
  ])("with %s is found out", (_what, text, expected) => {
    expect(scrapeProblems(text(), "text")).toContainEqual(expect.stringContaining(expected));
  });

  test("in OpenMetrics without its last line is found out", () => {
    expect(scrapeProblems(WHOLE, "openmetrics")).toEqual([
      expect.stringContaining("expected # EOF at the end, got tidaldb_replication_lag_seconds"),
    ]);
  });

  test("with nothing in it is found out", () => {
    expect(scrapeProblems("", "text")).toContain("tidaldb_region_replicas is missing");
  });
});
