import { labelIn, ScrapeFigures } from "./scrape-figures";

/** What every replica that was ever heard has, beside `tidaldb_shard_up`. */
const REPORTED = [
  "tidaldb_shard_entities",
  "tidaldb_shard_signals_per_second",
  "tidaldb_shard_wal_bytes",
  "tidaldb_shard_last_heartbeat_timestamp_seconds",
  "tidaldb_shard_clock_skew_seconds",
] as const;

/** Sums of a region beside the figures of its replicas. */
const SUMS = [
  ["tidaldb_region_entities", "tidaldb_shard_entities"],
  ["tidaldb_region_wal_bytes", "tidaldb_shard_wal_bytes"],
] as const;

const LAGS = ["tidaldb_replication_lag_seqnos", "tidaldb_replication_lag_seconds"] as const;

/** How many differences of one kind are told apart; more of them have the same cause. */
const TOLD = 3;

/**
 * What a scrape of one moment cannot say: sums that differ from their parts, replicas that are in one family and not in another.
 * Sentences; none when the scrape agrees with itself.
 *
 * @param text - a full scrape in either format, decoded.
 * @param format - OpenMetrics has to end with its own last line.
 */
export function scrapeProblems(text: string, format: "text" | "openmetrics"): readonly string[] {
  const figures = new ScrapeFigures(text);
  return [
    ...shapeProblems(figures, format),
    ...replicaCountProblems(figures),
    ...SUMS.flatMap(([region, shard]) => sumProblems(figures, region, shard)),
    ...REPORTED.slice(1).flatMap((name) => differences(figures, REPORTED[0], name)),
    ...lagProblems(figures),
  ];
}

function shapeProblems(figures: ScrapeFigures, format: "text" | "openmetrics"): readonly string[] {
  const problems = [
    ...figures.malformed.map((line) => `malformed line: ${line}`),
    ...figures.torn,
    ...figures.repeated.map((line) => `comes twice: ${line}`),
  ];
  if (!figures.endsWithLine) problems.push(`breaks off in the line: ${figures.lastLine.slice(0, 200)}`);
  if (format === "openmetrics" && figures.lastLine !== "# EOF") {
    problems.push(`expected # EOF at the end, got ${figures.lastLine.slice(0, 200)}`);
  }
  return problems;
}

/** As many lines about single replicas as the regions count, in every region and both states. */
function replicaCountProblems(figures: ScrapeFigures): readonly string[] {
  const counted = new Map<string, number>();
  for (const [labels, count] of figures.of("tidaldb_region_replicas")) {
    const state = labelIn(labels, "state");
    const isUp = state === "healthy" || state === "degraded";
    const key = `${labelIn(labels, "region")}, ${isUp ? "up" : "down"}`;
    counted.set(key, (counted.get(key) ?? 0) + count);
  }
  const listed = new Map<string, number>();
  for (const [labels, up] of figures.of("tidaldb_shard_up")) {
    const key = `${labelIn(labels, "region")}, ${up === 1 ? "up" : "down"}`;
    listed.set(key, (listed.get(key) ?? 0) + 1);
  }
  if (counted.size === 0) return ["tidaldb_region_replicas is missing"];
  return [...new Set([...counted.keys(), ...listed.keys()])]
    .filter((key) => (counted.get(key) ?? 0) !== (listed.get(key) ?? 0))
    .map(
      (key) =>
        `replicas of ${key}: tidaldb_region_replicas counts ${counted.get(key) ?? 0}, ` +
        `tidaldb_shard_up lists ${listed.get(key) ?? 0}`,
    );
}

function sumProblems(figures: ScrapeFigures, regionName: string, shardName: string): readonly string[] {
  const sums = new Map<string, number>();
  for (const [labels, value] of figures.of(shardName)) {
    const region = labelIn(labels, "region");
    sums.set(region, (sums.get(region) ?? 0) + value);
  }
  return [...figures.of(regionName)]
    .map(([labels, value]) => ({ region: labelIn(labels, "region"), value }))
    .filter(({ region, value }) => (sums.get(region) ?? 0) !== value)
    .map(
      ({ region, value }) =>
        `${regionName} of ${region} is ${value}, the sum of ${shardName} is ${sums.get(region) ?? 0}`,
    );
}

/** Every replica that has a line in one of two families has to have one in the other. */
function differences(figures: ScrapeFigures, one: string, other: string): readonly string[] {
  const missing = (from: string, to: string): string[] => {
    const present = figures.of(to);
    return [...figures.of(from).keys()]
      .filter((labels) => !present.has(labels))
      .slice(0, TOLD)
      .map((labels) => `${labels} is in ${from} and not in ${to}`);
  };
  return [...missing(one, other), ...missing(other, one)];
}

/** The lags of a replica are there in both families, and only of a replica that is up. */
function lagProblems(figures: ScrapeFigures): readonly string[] {
  const up = figures.of("tidaldb_shard_up");
  const problems = [...differences(figures, ...LAGS)];
  for (const labels of figures.of(LAGS[0]).keys()) {
    const replica = `${labels.slice(0, labels.indexOf(",follower="))}}`;
    if (up.get(replica) !== 1)
      problems.push(`${labels} has a lag, but tidaldb_shard_up is ${up.get(replica) ?? "missing"}`);
    if (problems.length > TOLD) break;
  }
  return problems;
}
