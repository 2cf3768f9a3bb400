import { TestCluster } from "../../../support/domain/domain-cluster";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";

const BEAT_MS = 5_000;

/** Sends one heartbeat per entry, five seconds apart, and tells the lag of follower 1 after each. */
function lagsOf(heartbeats: readonly Partial<ShardStats>[]): readonly (number | undefined)[] {
  const cluster = new TestCluster([[0, 0]]);
  return heartbeats.map((heartbeat) => {
    cluster.time.advance(BEAT_MS);
    cluster.beat(0, 0, heartbeat);
    return cluster.lagSeconds(0, 0, 1);
  });
}

function behind(lagSeqnos: bigint, extra: Partial<ShardStats> = {}): Partial<ShardStats> {
  return { replicationLag: new Map([[1, lagSeqnos]]), ...extra };
}

describe("decision 2: sequence numbers are not seconds; the lag is the age of the oldest event not applied", () => {
  test("a distance stays a distance: 5,000,000,001 events behind is no lag of 5 s by itself", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, behind(5_000_000_001n, { signalThroughputEps: 1e9 }));
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.replica(0, 0)?.followers[0]?.lagSeqnos).toBe(5_000_000_001n);
  });

  test("a: what the replica reports in nanoseconds goes before everything else", () => {
    const reported = { replicationLagNs: new Map([[1, 1_250_000_000n]]), leaderSeqno: 1_000n };
    expect(lagsOf([behind(0n, { leaderSeqno: 10n }), behind(990n, reported)])).toEqual([0, 1.25]);
  });

  test("b: else the history of the leader's head dates the first event that is missing", () => {
    const heads = [100n, 200n, 300n, 400n];
    expect(lagsOf(heads.map((head) => behind(head - 100n, { leaderSeqno: head })))).toEqual([
      0, 2.5, 7.5, 12.5,
    ]);
  });

  test("b: a leader that stops writing does not stop the clock of what is missing", () => {
    const heads = [100n, 200n, 200n, 200n];
    expect(lagsOf(heads.map((head) => behind(head - 100n, { leaderSeqno: head })))).toEqual([
      0, 2.5, 7.5, 12.5,
    ]);
  });

  test("b: an idle shard whose follower is level does not lag, however long nothing is written", () => {
    expect(lagsOf(Array.from({ length: 500 }, () => behind(0n, { leaderSeqno: 100n }))).at(-1)).toBe(0);
  });

  test("c: else the head is estimated from the throughput, and its history dates it", () => {
    expect(lagsOf([behind(0n), behind(150n), behind(50n)])).toEqual([0, 1.495, 0.495]);
  });

  test("c: a distance that grows as the head does is as old as it stands", () => {
    const growing = [500n, 1_000n, 1_500n].map((distance) => behind(distance));
    expect(lagsOf([behind(0n), behind(0n), ...growing])).toEqual([0, 0, 2.5, 7.5, 12.5]);
  });

  test("c: with nothing being written a distance is as old as it stands", () => {
    const idle = { signalThroughputEps: 0 };
    expect(lagsOf([behind(0n, idle), behind(50n, idle), behind(50n, idle)])).toEqual([0, 2.5, 7.5]);
  });

  test("b, c: a follower that was behind before anybody looked is not fresh", () => {
    expect(lagsOf([behind(60_000n)])).toEqual([600]);
    expect(lagsOf([behind(60_000n, { leaderSeqno: 90_000n })])).toEqual([600]);
  });

  test("a distance of 0 is a lag of 0", () => {
    expect(lagsOf([behind(0n, { replicationLagNs: new Map([[1, 60_000_000_000n]]) })])).toEqual([0]);
  });

  test("the lag is not extrapolated between heartbeats: silence is what Offline is for", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, behind(0n));
    cluster.time.advance(BEAT_MS);
    cluster.beat(0, 0, behind(10_000n));
    expect(cluster.lagSeconds(0, 0, 1)).toBe(2.5);
    cluster.time.advance(29_000);
    expect(cluster.lagSeconds(0, 0, 1)).toBe(2.5);
    expect(cluster.regionState(0)).toBe("Healthy");
  });

  test("heartbeats that waited while this process stood still do not make lag out of the wait", () => {
    const cluster = new TestCluster([[0, 0]]);
    const healthy = (head: bigint): Partial<ShardStats> => behind(10n, { leaderSeqno: head });
    cluster.run(60_000, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0) cluster.beat(0, 0, healthy(BigInt(elapsedMs)));
    });
    const frozenAtNs = cluster.time.wallNs;
    cluster.time.advance(60_000);
    for (let sentMs = BEAT_MS; sentMs <= 60_000; sentMs += BEAT_MS) {
      cluster.beat(0, 0, {
        ...healthy(60_000n + BigInt(sentMs)),
        lastHeartbeatNs: frozenAtNs + BigInt(sentMs) * 1_000_000n,
      });
      expect(cluster.lagSeconds(0, 0, 1)).toBeLessThan(1);
    }
  });
});
