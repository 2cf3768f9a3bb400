import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { TestCluster } from "../support/domain/domain-cluster";
import type { Home } from "../support/domain/domain-cluster";
import { msToNs } from "../support/domain/domain-fixtures";

const BEAT_MS = 5_000;
const HOMES: readonly Home[] = [
  [0, 0],
  [1, 1],
];

/** Two regions of a shard each, of which both have been beating for a minute; the last heartbeats are this moment's. */
class TwoRegions extends TestCluster {
  /** Every heartbeat of shard 0, as it was sent. */
  readonly sent: Partial<ShardStats>[] = [];

  constructor(settleMs = 60_000) {
    super(HOMES);
    this.live(settleMs);
  }

  /** Time passes; shard 1 beats, and shard 0 while it `lives`. Returns when region 0 was found Offline, in ms from here. */
  live(durationMs: number, lives = true, meanwhile?: (elapsedMs: number) => void): number | undefined {
    let offlineAtMs: number | undefined;
    let passedMs = 0;
    const transitions = this.run(durationMs, (elapsedMs) => {
      passedMs = elapsedMs;
      meanwhile?.(elapsedMs);
      if (elapsedMs % BEAT_MS !== 0) return;
      this.beat(1, 1);
      if (lives) this.send();
    });
    for (const { regionId, to, atNs } of transitions) {
      if (regionId !== 0 || to !== "Offline") continue;
      offlineAtMs ??= passedMs - Number((this.time.wallNs - atNs) / 1_000_000n);
    }
    return offlineAtMs;
  }

  send(overrides: Partial<ShardStats> = {}): string {
    const heartbeat = {
      lastHeartbeatNs: this.time.wallNs,
      entityCount: BigInt(this.sent.length),
      ...overrides,
    };
    this.sent.push(heartbeat);
    return this.beat(0, 0, heartbeat);
  }
}

describe("a queue that delivers old heartbeats again", () => {
  test.each([
    ["two", -4, -2],
    ["three", -6, -3],
    ["a whole minute", -13, -1],
    ["two, the newest among them", -2, undefined],
  ])("of the dead, in order, %s: no sign of life", (_, from, to) => {
    const cluster = new TwoRegions();
    cluster.live(40_000, false);
    expect(cluster.regionState(0)).toBe("Offline");
    for (const heartbeat of cluster.sent.slice(from, to)) {
      expect(cluster.beat(0, 0, heartbeat)).toBe("stale");
      cluster.live(BEAT_MS, false);
      expect(cluster.regionState(0)).toBe("Offline");
    }
  });

  test("of a live leader: its figures do not go back", () => {
    const cluster = new TwoRegions();
    const { length } = cluster.sent;
    for (const heartbeat of cluster.sent.slice(0, -1)) cluster.beat(0, 0, heartbeat);
    expect(cluster.replica(0, 0)?.stats?.entityCount).toBe(BigInt(length - 1));
  });

  test.each([1_000, 20_000, 3_600_000])(
    "beside a clock that steps back by %s ms: still no alarm",
    (backMs) => {
      const cluster = new TwoRegions();
      const old = cluster.sent.slice();
      const offlineAtMs = cluster.live(120_000, false, (elapsedMs) => {
        cluster.beat(0, 0, old[(elapsedMs / 1_000) % old.length]);
        if (elapsedMs % BEAT_MS === 0)
          cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(backMs) });
      });
      expect(offlineAtMs).toBeUndefined();
    },
  );

  test("a clock that goes back to 1970 at a restart is followed", () => {
    const cluster = new TwoRegions();
    const beganNs = cluster.time.wallNs;
    const offlineAtMs = cluster.live(60_000, false, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0) cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - beganNs });
    });
    expect(offlineAtMs).toBeUndefined();
  });
});

describe("a queue that drains after a death", () => {
  test.each([
    ["at 1.5 times our pace", 3_000],
    ["all at once", 1_000],
  ])("%s is no life: silence counts from when heartbeats were sent", (_, everyMs) => {
    const cluster = new TwoRegions();
    // From here on, heartbeats wait; shard 0 dies after 25 s.
    const waiting = [1, 2, 3, 4, 5].map((beat) => cluster.time.wallNs + msToNs(beat * BEAT_MS));
    const offlineAtMs = cluster.live(90_000, false, (elapsedMs) => {
      if (elapsedMs < 25_000 || elapsedMs % everyMs !== 0) return;
      const lastHeartbeatNs = waiting.shift();
      if (lastHeartbeatNs !== undefined) cluster.beat(0, 0, { lastHeartbeatNs });
    });
    expect(offlineAtMs).toBeGreaterThan(50_000);
    expect(offlineAtMs).toBeLessThanOrEqual(57_000);
  });

  test.each([5_000, 15_000, 22_000])("a live region behind a queue of %s ms stays alive", (delayMs) => {
    const cluster = new TwoRegions();
    const offlineAtMs = cluster.live(300_000, false, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0 && elapsedMs >= delayMs)
        cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(delayMs) });
    });
    expect(offlineAtMs).toBeUndefined();
  });

  test("a delay of 40 s that does not change is taken for the distance of the clocks after 20 s, and a death is found", () => {
    const cluster = new TwoRegions();
    const delayed = (): void => {
      cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(40_000) });
    };
    cluster.live(40_000, false);
    cluster.live(30_000, false, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0) delayed();
    });
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.live(60_000, false)).toBe(31_000);
  });
});

describe("our own stall", () => {
  test.each([60_000, 120_000, 600_000])(
    "of %s ms hides no death: the heartbeats of others that waited tell of it",
    (stallMs) => {
      const cluster = new TwoRegions();
      const beganNs = cluster.time.wallNs;
      cluster.time.advance(stallMs);
      cluster.controlPlane.tick();
      for (let ms = BEAT_MS; ms <= stallMs; ms += BEAT_MS)
        cluster.beat(1, 1, { lastHeartbeatNs: beganNs + msToNs(ms) });
      expect(cluster.live(20_000, false)).toBeLessThanOrEqual(7_000);
      expect(cluster.regionState(1)).toBe("Healthy");
    },
  );

  test("from which nothing is left of what was sent tells nothing: everybody has the silence they had", () => {
    const cluster = new TwoRegions();
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    expect(cluster.live(20_000, false)).toBeUndefined();
    expect(cluster.live(20_000)).toBeUndefined();
  });

  test("of which the sockets kept the beginning only: no false alarm", () => {
    const cluster = new TwoRegions();
    const beganNs = cluster.time.wallNs;
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    for (const [shardId, regionId] of HOMES)
      cluster.beat(shardId, regionId, { lastHeartbeatNs: beganNs + msToNs(BEAT_MS) });
    expect(
      cluster.live(20_000, false, (elapsedMs) => elapsedMs === 16_000 && cluster.send()),
    ).toBeUndefined();
  });
});

describe("a first heartbeat with a wrong clock", () => {
  test.each([31_000, 3_600_000])("by %s ms beside other replicas waits for the second", (slowMs) => {
    const cluster = new TestCluster(HOMES);
    const beat = (): string => cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(slowMs) });
    const transitions = cluster.run(60_000, (elapsedMs) => {
      if (elapsedMs % BEAT_MS !== 0) return;
      beat();
      cluster.beat(1, 1);
    });
    expect(transitions.filter(({ to }) => to === "Offline")).toEqual([]);
  });

  test("that no second one follows is believed after an interval", () => {
    const cluster = new TestCluster(HOMES);
    cluster.beat(1, 1);
    cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(60_000) });
    cluster.run(6_000);
    expect(cluster.replicaState(0, 0)).toBe("Healthy");
    cluster.run(1_000);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });
});

describe("a clock that stands still", () => {
  test.each([
    ["with another number", (beat: number) => ({ bootId: 7n, heartbeatSeq: BigInt(beat) }), undefined],
    ["with other figures", (beat: number) => ({ entityCount: BigInt(beat) }), undefined],
    ["with nothing that changes, as a replay has", () => ({}), 31_000],
  ])("%s", (_, fields, offlineAtMs) => {
    const cluster = new TwoRegions();
    const lastHeartbeatNs = cluster.time.wallNs;
    cluster.beat(0, 0, { lastHeartbeatNs, ...fields(1_000) });
    const foundAtMs = cluster.live(120_000, false, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0)
        cluster.beat(0, 0, { lastHeartbeatNs, ...fields(1_000 + elapsedMs / BEAT_MS) });
    });
    expect(foundAtMs).toBe(offlineAtMs);
  });
});
