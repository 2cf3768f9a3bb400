import type { ReplicaSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import type { ReplicaRole } from "../../../../src/domain/terms/heartbeat-fields";
import { FOLLOWER_METRICS } from "../../../../src/metrics/catalogue/follower";
import { SHARD_METRICS } from "../../../../src/metrics/catalogue/shard";
import { RenderedSeries } from "../../../../src/metrics/rendered/rendered-series";
import type { FollowerMetric, ReplicaMetric } from "../../../../src/metrics/terms/metric";
import { followerLag, replicaSnapshot, shardStats } from "../../../support/metrics/cluster-snapshot";
import { FakeReplicas } from "../../../support/metrics/fake-replicas";

const METRICS = { replica: SHARD_METRICS, follower: FOLLOWER_METRICS };
const never = (): boolean => false;
const always = (): boolean => true;

function metricOf(name: string): ReplicaMetric | FollowerMetric {
  const metric = [...SHARD_METRICS, ...FOLLOWER_METRICS].find((candidate) => candidate.name === name);
  if (!metric) throw new Error(`no metric ${name}`);
  return metric;
}

const ENTITIES = metricOf("tidaldb_shard_entities");
const ROLE = metricOf("tidaldb_shard_role");
const LAG = metricOf("tidaldb_replication_lag_seqnos");

function replica(shardId: number, entityCount = 1n, given: Partial<ReplicaSnapshot> = {}): ReplicaSnapshot {
  return replicaSnapshot({ shardId, stats: shardStats({ shardId, entityCount }), ...given });
}

function kept(...replicas: readonly ReplicaSnapshot[]): { replicas: FakeReplicas; series: RenderedSeries } {
  const fake = new FakeReplicas(replicas);
  return { replicas: fake, series: new RenderedSeries(fake, METRICS) };
}

/** The lines of a metric as they are captured now, and nothing is held afterwards. */
function linesOf(series: RenderedSeries, metric: ReplicaMetric | FollowerMetric): string[] {
  const { lines, release } = series.capture([metric]);
  const text = lines.flat().flatMap(({ pieces, starts, lengths }) =>
    pieces.map((piece, i) => {
      const start = starts[i] ?? NaN;
      return Buffer.from(piece.subarray(start, start + (lengths[i] ?? NaN))).toString();
    }),
  );
  release();
  return text.join("").split("\n").slice(0, -1);
}

/** The values in them. */
function valuesOf(series: RenderedSeries, metric: ReplicaMetric | FollowerMetric): string[] {
  return linesOf(series, metric).map((line) => line.slice(line.lastIndexOf(" ") + 1));
}

test("replicas that were there before, came, changed and left are all in it, in order", () => {
  const { replicas, series } = kept(replica(5, 5n), replica(3, 3n));
  series.drain(never);
  replicas.put(replica(4, 4n));
  replicas.put(replica(3, 33n));
  replicas.remove(5, 0);
  expect(series.drain(never)).toBe(true);
  expect(valuesOf(series, ENTITIES)).toEqual(["33", "4"]);
});

test("a slot that is another replica's by the time it is drained holds that one", () => {
  const { replicas, series } = kept(replica(1, 1n));
  series.drain(never);
  replicas.remove(1, 0);
  replicas.put(replica(0, 7n));
  replicas.remove(0, 0);
  replicas.put(replica(2, 8n));
  series.drain(never);
  expect(valuesOf(series, ENTITIES)).toEqual(["8"]);
});

test("a replica with another role has a line with that one and none with the old one any more", () => {
  const claiming = (shardId: number, role?: ReplicaRole): ReplicaSnapshot =>
    replica(shardId, 1n, { stats: { ...shardStats({ shardId }), ...(role && { role }) } });
  const { replicas, series } = kept(claiming(1, "leader"), claiming(2), claiming(3, "follower"));
  series.drain(never);
  expect(linesOf(series, ROLE)).toEqual([
    'tidaldb_shard_role{shard="1",region="0",role="leader"} 1',
    'tidaldb_shard_role{shard="3",region="0",role="follower"} 1',
  ]);
  replicas.put(claiming(1, "follower"));
  replicas.put(claiming(2, "leader"));
  replicas.put(claiming(3));
  series.drain(never);
  expect(linesOf(series, ROLE)).toEqual([
    'tidaldb_shard_role{shard="2",region="0",role="leader"} 1',
    'tidaldb_shard_role{shard="1",region="0",role="follower"} 1',
  ]);
  expect(series.seriesCount(ROLE)).toBe(2);
});

test("what has changed twice is written once", () => {
  const { replicas, series } = kept(replica(1));
  series.drain(never);
  const read = jest.spyOn(replicas, "read");
  for (const count of [1n, 2n, 3n]) replicas.put(replica(1, count));
  series.drain(never);
  expect(read).toHaveBeenCalledTimes(1);
});

test("a drain stops when it is told to and goes on where it was", () => {
  const { series } = kept(...Array.from({ length: 3 }, (_, shardId) => replica(shardId)));
  expect([series.drain(always), series.drain(always), series.drain(always)]).toEqual([false, false, true]);
  expect(valuesOf(series, ENTITIES)).toHaveLength(3);
});

test("a pass takes what waited when it began; what changes meanwhile waits for the next one", () => {
  const { replicas, series } = kept(...Array.from({ length: 300 }, (_, shardId) => replica(shardId)));
  series.drain(never);
  for (const shardId of [0, 150]) replicas.put(replica(shardId, 2n));
  const read = jest.spyOn(replicas, "read");
  expect(series.drainPass(always)).toBe(false);
  for (const shardId of [1, 151, 299]) replicas.put(replica(shardId, 3n));
  expect(series.drainPass(always)).toBe(true);
  // The page of shard 150 was still waiting, so it is patched with what shard 151 said since.
  expect(read).toHaveBeenCalledTimes(3);
  expect(series.isUpToDate).toBe(false);
  expect(series.drainPass(never)).toBe(true);
  expect(read).toHaveBeenCalledTimes(5);
  expect(series.isUpToDate).toBe(true);
});

test("a pass of which a scrape did the rest is over", () => {
  const { replicas, series } = kept(...Array.from({ length: 300 }, (_, shardId) => replica(shardId)));
  series.drain(never);
  for (const shardId of [0, 150, 299]) replicas.put(replica(shardId, 2n));
  expect(series.drainPass(always)).toBe(false);
  series.drain(never);
  expect(series.drainPass(always)).toBe(true);
  for (const shardId of [0, 150]) replicas.put(replica(shardId, 3n));
  expect([series.drainPass(always), series.drainPass(always)]).toEqual([false, true]);
});

test("whatever comes, changes and leaves between the slices of a pass is in the next capture", () => {
  const { replicas, series } = kept(...Array.from({ length: 700 }, (_, shardId) => replica(2 * shardId)));
  const slices = { changed: 0, taken: 0 };
  const change = (): void => {
    const i = (slices.changed += 1);
    replicas.put(replica((2 * i * 37) % 1_400, 10n ** BigInt(i % 15)));
    replicas.put(replica(2 * i + 1, BigInt(i)));
    if (i % 3 === 0) replicas.remove((2 * i * 53) % 1_400, 0);
  };
  for (let pass = 0; pass < 3; pass += 1) {
    while (!series.drainPass(always)) {
      slices.taken += 1;
      if (slices.taken % 4 === 0) change();
    }
  }
  expect(slices.taken).toBeGreaterThan(700);
  series.drain(never);
  const afresh = new RenderedSeries(replicas, METRICS);
  afresh.drain(never);
  for (const metric of [...SHARD_METRICS, ...FOLLOWER_METRICS])
    expect(linesOf(series, metric)).toEqual(linesOf(afresh, metric));
});

test("nothing can be captured that is not up to date", () => {
  const { series } = kept(replica(1));
  expect(() => series.capture([ENTITIES])).toThrow("expected all changes to be drained");
});

test("a metric that lines are not kept for cannot be captured", () => {
  const fake = new FakeReplicas([replica(1)]);
  const series = new RenderedSeries(fake, { replica: SHARD_METRICS, follower: [] });
  series.drain(never);
  expect(() => series.capture([LAG])).toThrow("tidaldb_replication_lag_seqnos");
});

test("while somebody hastens, changes are drained as soon as the code that made them is done", async () => {
  const { replicas, series } = kept(...Array.from({ length: 200 }, (_, shardId) => replica(shardId)));
  series.drain(never);
  replicas.put(replica(0, 5n));
  const end = series.hasten();
  for (let shardId = 100; shardId < 200; shardId += 1) replicas.put(replica(shardId, 9n));
  replicas.put(replica(300, 9n));
  await Promise.resolve();
  // What was marked before is still waiting for its turn; nothing that came meanwhile is.
  expect(series.isUpToDate).toBe(false);
  expect(series.drain(always)).toBe(true);
  end();
  replicas.put(replica(1, 5n));
  await Promise.resolve();
  expect(series.isUpToDate).toBe(false);
});

test("captures are counted until they are released", () => {
  const { series } = kept(replica(1));
  series.drain(never);
  const { release } = series.capture([ENTITIES, LAG]);
  expect(series.liveCaptureCount).toBe(1);
  release();
  release();
  expect(series.liveCaptureCount).toBe(0);
});

test("without a live capture nothing is copied, with one only what a change touches", () => {
  const { replicas, series } = kept(replica(1), replica(2));
  series.drain(never);
  const pieceOf = (metric: ReplicaMetric | FollowerMetric): unknown => {
    const { lines, release } = series.capture([metric]);
    release();
    return lines[0]?.[0]?.pieces[0];
  };
  const up = metricOf("tidaldb_shard_up");
  const before = [pieceOf(ENTITIES), pieceOf(up)];
  replicas.put(replica(1, 2n));
  series.drain(never);
  expect([pieceOf(ENTITIES), pieceOf(up)]).toEqual(before);
  const { release } = series.capture([ENTITIES, up]);
  replicas.put(replica(1, 3n));
  series.drain(never);
  release();
  expect(pieceOf(ENTITIES)).not.toBe(before[0]);
  expect(pieceOf(up)).toBe(before[1]);
});

test("an Offline replica has no followers, and has them again when it is back", () => {
  const followers = [1, 2].map((followerId) => followerLag({ followerId, lagSeqnos: BigInt(followerId) }));
  const { replicas, series } = kept(replica(1, 1n, { followers }));
  const lags = (): string[] => {
    series.drain(never);
    return valuesOf(series, LAG);
  };
  expect(lags()).toEqual(["1", "2"]);
  replicas.put(replica(1, 1n, { state: "Offline" }));
  expect([lags(), series.seriesCount(LAG)]).toEqual([[], 0]);
  replicas.put(replica(1, 1n, { followers: followers.slice(1) }));
  expect(lags()).toEqual(["2"]);
  replicas.put(replica(1, 1n, { followers }));
  expect([lags(), series.seriesCount(LAG)]).toEqual([["1", "2"], 2]);
});

test("values that change while their page grows too large are on the pages that it becomes", () => {
  const shards = Array.from({ length: 40 }, (_, shardId) => shardId);
  const grown = (shardId: number, count: number, followerCount: number): ReplicaSnapshot => {
    const lags = Array.from({ length: followerCount }, (_, i) => shardId + count * i);
    const followers = lags.map((lagSeqnos, followerId) =>
      followerLag({ followerId, lagSeqnos: BigInt(lagSeqnos) }),
    );
    return replica(shardId, BigInt(shardId * count), { followers });
  };
  const { replicas, series } = kept(...shards.map((shardId) => grown(shardId, 1, 4)));
  series.drain(never);
  for (const shardId of shards) replicas.put(grown(shardId, 1_000, 30));
  series.drain(never);
  expect(valuesOf(series, ENTITIES)).toEqual(shards.map((shardId) => String(shardId * 1_000)));
  expect(valuesOf(series, LAG)).toEqual(
    shards.flatMap((shardId) => Array.from({ length: 30 }, (_, i) => String(shardId + 1_000 * i))),
  );
});

test("a metric that throws leaves other replicas as they are", () => {
  const fake = new FakeReplicas(Array.from({ length: 200 }, (_, shardId) => replica(shardId)));
  let isBroken = false;
  const broken: ReplicaMetric = {
    ...(ENTITIES as ReplicaMetric),
    lines: [
      {
        moreLabels: [],
        read: ({ shardId }) => {
          if (isBroken && shardId === 40) throw new Error("a defect");
          return isBroken ? 7 : 1;
        },
      },
    ],
  };
  const series = new RenderedSeries(fake, { replica: [broken], follower: [] });
  series.drain(never);
  isBroken = true;
  for (const shardId of [30, 40, 150]) fake.put(replica(shardId, 2n));
  expect(() => series.drain(never)).toThrow("a defect");
  series.drain(never);
  expect(valuesOf(series, broken).flatMap((value, shardId) => (value === "7" ? [shardId] : []))).toEqual([
    150,
  ]);
});

test("once closed it hears of nothing any more", () => {
  const { replicas, series } = kept(replica(1));
  series.drain(never);
  series.close();
  replicas.put(replica(1, 2n));
  expect([replicas.watcherCount, valuesOf(series, ENTITIES)]).toEqual([0, ["1"]]);
});
