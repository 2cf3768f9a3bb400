import { RunningExporter } from "../app/running-exporter";

/** A cluster whose shards each have a leader and followers, all of which send heartbeats. */
export interface ClusterSize {
  readonly shards: number;
  readonly followers: number;
  readonly regions: number;
}

/** Heartbeats of one request. */
const BATCH = 500;

/** Every series that an exporter of such a cluster serves while work is planned in each region, by its labels with `__name__`, and its value. */
export async function scrapedSeries(size: ClusterSize): Promise<ReadonlyMap<string, number>> {
  const regions = Object.fromEntries(
    Array.from({ length: size.regions }, (_, region) => [region, `region-${region}`]),
  );
  const exporter = await RunningExporter.start(
    JSON.stringify({ cluster: { regions }, maintenance: plannedWork(size) }),
  );
  try {
    const heartbeats = Array.from({ length: size.shards }, (_, shard) => heartbeatsOf(shard, size)).flat();
    for (let first = 0; first < heartbeats.length; first += BATCH) {
      const body = `[${heartbeats.slice(first, first + BATCH).join(",")}]`;
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`${exporter.url}/api/v1/heartbeats`, { method: "POST", headers, body });
      if (!response.ok) throw new Error(`heartbeats refused: ${await response.text()}`);
    }
    const text = await (await fetch(`${exporter.url}/metrics`)).text();
    return new Map(
      [...text.matchAll(/^(\w+(?:\{.*\})?) (\S+)$/gm)].map(([, series = "", value]) => [
        series,
        Number(value),
      ]),
    );
  } finally {
    await exporter.remove();
  }
}

/** Work of an hour that is planned in each region, as the configuration has it. */
function plannedWork({ regions }: ClusterSize): readonly object[] {
  const nowMs = Date.now();
  const at = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+/, "");
  return Array.from({ length: regions }, (_, region) => ({
    id: `work-${region}`,
    region,
    by: "test",
    reason: "to be drawn",
    from: at(nowMs - 60_000),
    until: at(nowMs + 3_600_000),
  }));
}

/** The leader's heartbeat, with a lag that is notable for every tenth shard, and those of its followers. */
function heartbeatsOf(shard: number, { followers, regions }: ClusterSize): readonly string[] {
  const leader = shard % regions;
  // Other followers from one round to the next, so that every region follows every other.
  const following = Array.from(
    { length: followers },
    (_, index) => (leader + 1 + ((index + Math.floor(shard / regions)) % (regions - 1))) % regions,
  );
  const isBehind = shard % 10 === 0;
  const lag = Object.fromEntries(following.map((region) => [region, isBehind ? 60_000 : 10]));
  const lagNs = Object.fromEntries(
    following.map((region) => [region, isBehind ? 60_000_000_000 : 10_000_000]),
  );
  const common = { shard_id: shard, entity_count: 1000, signal_throughput_eps: 1000, disk_bytes: 1_000_000 };
  const sent = `"last_heartbeat_ns":${BigInt(Date.now()) * 1_000_000n}`;
  const text = (heartbeat: object): string => JSON.stringify(heartbeat).replace(/\}$/, `,${sent}}`);
  return [
    text({
      ...common,
      region_id: leader,
      role: "leader",
      leader_seqno: 1_000_000,
      replication_lag: lag,
      replication_lag_ns: lagNs,
    }),
    ...following.map((region) =>
      text({ ...common, region_id: region, role: "follower", applied_seqno: 999_990, replication_lag: {} }),
    ),
  ];
}

/** The labels of a line of the exposition, its name as `__name__`. */
export function labelsOf(series: string): Readonly<Record<string, string>> {
  const [, name = series, labels = ""] = /^(\w+)\{(.*)\}$/.exec(series) ?? [];
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  return { __name__: name, ...Object.fromEntries(pairs.map(([, label = "", value = ""]) => [label, value])) };
}
