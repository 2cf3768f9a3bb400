import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import type { PolledResult } from "../../../src/domain/terms/source";
import { TestCluster } from "../../support/domain/domain-cluster";
import type { Home } from "../../support/domain/domain-cluster";
import { msToNs, shardStats } from "../../support/domain/domain-fixtures";

const POLL_MS = 5_000;

/** A leader's control plane whose document is polled, with a clock of its own. */
class PolledCluster extends TestCluster {
  /** What the leader's clock is ahead of ours. */
  skewMs = 0;
  /** Names of sources that do not answer. */
  readonly down = new Set<string>();
  readonly stalled = new Set<string>();
  /** What each source lists: the replicas, and since when they are silent. */
  readonly lists = new Map<string, Map<Home, number | undefined>>();

  sources(...names: readonly string[]): this {
    this.controlPlane.sources.configure(names.map((name) => ({ name, patienceMs: 15_000 })));
    for (const name of names) if (!this.lists.has(name)) this.lists.set(name, new Map());
    return this;
  }

  knows(name: string, ...homes: readonly Home[]): this {
    for (const home of homes) this.listOf(name).set(home, undefined);
    return this;
  }

  listOf(name: string): Map<Home, number | undefined> {
    const listed = this.lists.get(name);
    if (!listed) throw new Error(`no source ${name}`);
    return listed;
  }

  silence(name: string, home: Home, forMs = 0): void {
    this.listOf(name).set(home, this.time.monotonicMs - forMs);
  }

  takes(name: string, says: Partial<ShardStats>): PolledResult {
    const draft = new HeartbeatDraft();
    draft.load(shardStats(says));
    return this.controlPlane.sources.take(name, draft, this.time.wallNs + msToNs(this.skewMs));
  }

  poll(name: string): readonly PolledResult[] {
    if (this.down.has(name)) {
      this.controlPlane.sources.failed(name, "source_unreachable");
      return [];
    }
    if (this.stalled.has(name)) {
      this.controlPlane.sources.failed(name, "source_stalled");
      return [];
    }
    const results = Array.from(this.listOf(name), ([[shardId, regionId], silentSinceMs]) => {
      const agoMs = silentSinceMs === undefined ? 0 : this.time.monotonicMs - silentSinceMs;
      const lastHeartbeatNs = this.time.wallNs + msToNs(this.skewMs - agoMs);
      return this.takes(name, { shardId, regionId, lastHeartbeatNs });
    });
    this.controlPlane.sources.answered(name);
    return results;
  }

  /** Polls all sources every five seconds. */
  live(durationMs: number, eachTick?: () => void): void {
    this.run(durationMs, (elapsedMs) => {
      eachTick?.();
      if (elapsedMs % POLL_MS !== 0) return;
      for (const name of this.lists.keys()) this.poll(name);
    });
  }

  get incidents(): readonly string[] {
    return this.controlPlane.totals().incidents.map(({ id, cause, title }) => `${id} ${cause}: ${title}`);
  }

  get everOffline(): boolean {
    return this.controlPlane
      .totals()
      .regions.some(({ transitions }) => transitions.some(({ to, count }) => to === "Offline" && count > 0));
  }
}

const EU: readonly Home[] = [
  [0, 1],
  [1, 1],
];
const US: readonly Home[] = [
  [0, 0],
  [1, 0],
];

function twoRegions(): PolledCluster {
  return new PolledCluster().sources("leader").knows("leader", ...US, ...EU);
}

describe("what a document says of a replica", () => {
  test("a heartbeat of its own time stamp is accepted once and unchanged afterwards", () => {
    const cluster = new PolledCluster().sources("leader");
    const says = { lastHeartbeatNs: cluster.time.wallNs };
    expect(cluster.takes("leader", says)).toBe("accepted");
    expect(cluster.takes("leader", says)).toBe("unchanged");
    expect(cluster.takes("leader", { ...says, entityCount: 7n })).toBe("unchanged");
    expect(cluster.controlPlane.totals().heartbeats).toEqual({
      accepted: 1,
      stale: 0,
      retired: 0,
      rejected: 0,
    });
  });

  test("at first sight it is as old as the leader's clock says, however wrong that clock is", () => {
    const cluster = new PolledCluster().sources("leader");
    cluster.skewMs = -3_600_000;
    cluster.knows("leader", [0, 0]);
    cluster.silence("leader", [0, 0], 31_000);
    cluster.listOf("leader").delete([0, 0]);
    const draft = { lastHeartbeatNs: cluster.time.wallNs + msToNs(cluster.skewMs - 31_000) };
    cluster.takes("leader", draft);
    cluster.controlPlane.sources.answered("leader");
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("a leader's clock that is an hour behind makes nobody Offline", () => {
    const cluster = twoRegions();
    cluster.skewMs = -3_600_000;
    cluster.live(60_000);
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.everOffline).toBe(false);
  });

  test("who is listed with zeros is expected and was never heard", () => {
    const cluster = new PolledCluster().sources("leader").knows("leader", [1, 1]);
    cluster.live(40_000, () => cluster.takes("leader", { shardId: 0, regionId: 0, lastHeartbeatNs: 0n }));
    expect(cluster.takes("leader", { lastHeartbeatNs: 0n })).toBe("unheard");
    expect(cluster.replica(0, 0)?.stats).toBeUndefined();
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("a replica that falls silent behind a source that answers is Offline, as by its own heartbeats", () => {
    const cluster = twoRegions();
    cluster.live(30_000);
    for (const home of EU) cluster.silence("leader", home);
    cluster.live(40_000);
    expect(cluster.regionState(1)).toBe("Offline");
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.incidents).toEqual([
      "region:1 region_silent: 1 silent: 2 replicas, 2 shards without a leader",
    ]);
  });
});

describe("a source that gives no evidence", () => {
  const TROUBLES = [
    {
      trouble: "source_unreachable",
      title: "source leader unreachable: 4 replicas unseen",
      begin: (cluster: PolledCluster) => cluster.down.add("leader"),
      end: (cluster: PolledCluster) => cluster.down.delete("leader"),
    },
    {
      trouble: "source_stalled",
      title: "source leader stands still: 4 replicas unseen",
      begin: (cluster: PolledCluster) => cluster.stalled.add("leader"),
      end: (cluster: PolledCluster) => cluster.stalled.delete("leader"),
    },
  ] as const;

  test.each(TROUBLES)(
    "leaves its replicas unknown with the reason $trouble",
    ({ trouble, title, begin, end }) => {
      const cluster = twoRegions();
      cluster.live(60_000);
      begin(cluster);
      cluster.live(25_000);
      expect(cluster.regionState(1)).toBe("Healthy");
      expect(cluster.incidents).toEqual([]);
      cluster.live(3_600_000);
      expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Unknown"]);
      expect([...(cluster.region(1)?.reasons ?? [])].map(({ rule }) => rule)).toEqual([trouble, trouble]);
      expect(cluster.region(1)).toMatchObject({ isExplained: true, explainedBy: ["source:leader"] });
      expect(cluster.incidents).toEqual([`source:leader ${trouble}: ${title}`]);
      end(cluster);
      cluster.live(20_000);
      expect(cluster.regionState(1)).toBe("Healthy");
      expect(cluster.incidents).toEqual([]);
      expect(cluster.everOffline).toBe(false);
    },
  );

  test("that never answered leaves what is expected unknown, not Offline", () => {
    const cluster = new PolledCluster([...US, [2, 1]]).sources("leader");
    cluster.down.add("leader");
    cluster.live(600_000);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Unknown"]);
    expect(cluster.incidents).toEqual([
      "source:leader source_unreachable: source leader unreachable: 3 replicas unseen",
    ]);
    expect(cluster.everOffline).toBe(false);
  });

  test("is an incident where nobody at all is known", () => {
    const cluster = new PolledCluster().sources("leader");
    cluster.down.add("leader");
    cluster.live(60_000);
    expect(cluster.incidents).toEqual(["source:leader source_unreachable: source leader unreachable"]);
  });

  test("is none while another source tells of the same replicas", () => {
    const cluster = twoRegions().sources("leader", "standby");
    cluster.knows("standby", ...US, ...EU);
    cluster.live(60_000);
    cluster.down.add("leader");
    cluster.live(600_000);
    expect(cluster.regionState(1)).toBe("Healthy");
    expect(cluster.incidents).toEqual([]);
  });

  test("is none of a replica that sends heartbeats itself, and hides no death of it", () => {
    const cluster = new PolledCluster().sources("leader").knows("leader", [0, 0], [1, 1]);
    const direct = (): unknown => cluster.beat(1, 1);
    cluster.live(60_000, direct);
    cluster.down.add("leader");
    cluster.live(60_000, direct);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Healthy"]);
    expect(cluster.incidents).toEqual([
      "source:leader source_unreachable: source leader unreachable: 1 replica unseen",
    ]);
    cluster.live(60_000);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Offline"]);
  });

  test("takes nothing back: who was found Offline before stays so", () => {
    const cluster = twoRegions();
    cluster.live(30_000);
    for (const home of EU) cluster.silence("leader", home);
    cluster.live(60_000);
    cluster.down.add("leader");
    cluster.live(600_000);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Offline"]);
  });

  test("that is asked every minute is no silence between two answers", () => {
    const cluster = new PolledCluster();
    cluster.controlPlane.sources.configure([{ name: "slow", patienceMs: 130_000 }]);
    cluster.lists.set("slow", new Map([[[0, 0], undefined]]));
    const states = new Set<string | undefined>();
    cluster.run(600_000, (elapsedMs) => {
      if (elapsedMs % 60_000 === 1_000) cluster.poll("slow");
      states.add(cluster.regionState(0));
    });
    expect([...states]).toEqual(["Healthy"]);
    expect(cluster.incidents).toEqual([]);
  });

  test("that leaves the configuration takes along what it alone told of", () => {
    const cluster = new PolledCluster([[0, 0]]).sources("leader").knows("leader", ...US, ...EU);
    cluster.live(30_000, () => cluster.beat(1, 0));
    cluster.lists.clear();
    cluster.sources();
    expect(cluster.replicas).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe("several sources", () => {
  test("are a union", () => {
    const cluster = new PolledCluster()
      .sources("us", "eu")
      .knows("us", ...US)
      .knows("eu", ...EU);
    cluster.live(60_000);
    expect(cluster.replicas).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    cluster.down.add("eu");
    cluster.live(60_000);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Healthy", "Unknown"]);
  });

  test("the later heartbeat wins, however many earlier ones a source that trails tells of", () => {
    const cluster = new PolledCluster().sources("leader", "trailing").knows("leader", [0, 0]);
    cluster.live(60_000);
    const trailing = Array.from({ length: 10 }, () => {
      cluster.time.advance(1_000);
      const lastHeartbeatNs = cluster.time.wallNs - msToNs(40_000);
      return cluster.takes("trailing", { shardId: 0, regionId: 0, lastHeartbeatNs });
    });
    expect(new Set(trailing)).toEqual(new Set(["stale"]));
  });

  test("a clock that stepped back is a new time line where no other way contradicts it", () => {
    const cluster = new PolledCluster().sources("leader").knows("leader", [0, 0]);
    cluster.live(30_000);
    cluster.skewMs = -3_600_000;
    cluster.live(60_000);
    expect(cluster.regionState(0)).toBe("Healthy");
  });

  test("that say another home of a shard are a leader conflict", () => {
    const cluster = new PolledCluster().sources("us", "eu");
    const beat = (name: string, regionId: number, follower: number): void => {
      const replicationLag = new Map([[follower, 0n]]);
      cluster.takes(name, { shardId: 0, regionId, replicationLag, lastHeartbeatNs: cluster.time.wallNs });
      cluster.controlPlane.sources.answered(name);
    };
    cluster.run(60_000, () => {
      beat("us", 0, 2);
      beat("eu", 1, 2);
    });
    expect(cluster.incidents).toContain("shard:0 leader_conflict: shard 0 has two leaders");
  });

  test("that know a leader and a follower are none", () => {
    const cluster = new PolledCluster().sources("us", "eu").knows("us", [0, 0]).knows("eu", [0, 1]);
    cluster.live(60_000);
    expect(cluster.incidents).toEqual([]);
  });
});
