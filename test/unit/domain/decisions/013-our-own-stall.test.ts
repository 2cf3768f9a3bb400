import { TestCluster } from "../../../support/domain/domain-cluster";
import { msToNs } from "../../../support/domain/domain-fixtures";

const BEAT_MS = 5_000;

/** A cluster of one shard that has been beating for a minute under a running tick; its last heartbeat is this moment's. */
function beating(): TestCluster {
  const cluster = new TestCluster([[0, 0]]);
  cluster.run(60_000, (elapsedMs) => {
    if (elapsedMs % BEAT_MS === 0) cluster.beat(0, 0);
  });
  return cluster;
}

describe("decision 13: our own stall is not their silence", () => {
  test("a process that stood still for ten minutes wakes up to the states it left, and says how long it slept", () => {
    const cluster = beating();
    cluster.time.advance(600_000);
    expect(cluster.controlPlane.tick()).toEqual([]);
    expect(cluster.controlPlane.snapshot().stallSeconds).toBe(599);
    expect(cluster.regionState(0)).toBe("Healthy");
  });

  test("the heartbeats that waited in the sockets are taken in before anything is judged", () => {
    const cluster = beating();
    const frozenAtNs = cluster.time.wallNs;
    cluster.run(29_000);
    cluster.time.advance(600_000);
    // The tick runs first: silence was 29 s before the stall, and is not judged until another second has passed.
    expect(cluster.controlPlane.tick()).toEqual([]);
    cluster.time.advance(900);
    expect(cluster.controlPlane.tick()).toEqual([]);
    for (let waitedMs = BEAT_MS; waitedMs <= 625_000; waitedMs += BEAT_MS) {
      expect(cluster.beat(0, 0, { lastHeartbeatNs: frozenAtNs + msToNs(waitedMs) })).toBe("accepted");
    }
    expect(cluster.run(20_000)).toEqual([]);
  });

  test("a replica that really died while we slept is Offline 30 s of our life after its last heartbeat", () => {
    const cluster = beating();
    cluster.run(10_000);
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    // 10 s before the stall and 1 s of it are silence, the tick after it is not; 19 s bring it to exactly 30.
    cluster.run(20_000);
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.run(1_000)).toMatchObject([{ regionId: 0, to: "Offline" }]);
  });

  test("a heartbeat or a scrape that comes before the tick notices the stall as well", () => {
    for (const first of ["heartbeat", "scrape"] as const) {
      const cluster = beating();
      cluster.time.advance(600_000);
      if (first === "heartbeat") cluster.beat(7, 7);
      expect(cluster.controlPlane.health().regions.get(0)).toBe("Healthy");
      expect(cluster.controlPlane.snapshot().stallSeconds).toBe(599);
    }
  });

  test("what is pending stays pending through a stall", () => {
    const cluster = beating();
    cluster.controlPlane.updateTopology({ shardId: 1, regionId: 1 });
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    expect(cluster.replicaState(1, 1)).toBe("Pending");
  });

  test("a tick that comes a second late is no stall, and a slow machine's silence still counts", () => {
    const cluster = beating();
    for (let tick = 0; tick < 15; tick += 1) {
      cluster.time.advance(2_000);
      cluster.controlPlane.tick();
    }
    expect(cluster.regionState(0)).toBe("Healthy");
    cluster.time.advance(2_000);
    expect(cluster.controlPlane.tick()).toMatchObject([{ to: "Offline" }]);
    expect(cluster.controlPlane.snapshot().stallSeconds).toBe(0);
  });

  test("without a background tick nothing counts as a stall: an embedder that only asks now and then is not asleep", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.advance(600_000);
    expect(cluster.regionState(0)).toBe("Offline");
    expect(cluster.controlPlane.snapshot().stallSeconds).toBe(0);
  });

  test("one stall after another never adds up to silence", () => {
    const cluster = beating();
    for (let stall = 0; stall < 20; stall += 1) {
      cluster.time.advance(60_000);
      cluster.controlPlane.tick();
      cluster.time.advance(500);
      cluster.beat(0, 0);
      expect(cluster.controlPlane.tick()).toEqual([]);
    }
    expect(cluster.controlPlane.snapshot().stallSeconds).toBe(20 * 59);
  });

  test("nothing is forgotten by sleeping through a day", () => {
    const cluster = beating();
    cluster.beat(5, 0);
    cluster.time.advance(3 * 86_400_000);
    cluster.controlPlane.tick();
    expect(cluster.replicaState(5, 0)).toBe("Healthy");
  });
});
