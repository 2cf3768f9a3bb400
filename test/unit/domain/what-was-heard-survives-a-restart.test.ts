import { takeAllSteps } from "../../../src/domain/columns/take-all-steps";
import type { KeptMembership } from "../../../src/domain/membership/membership-record";
import type { Incident } from "../../../src/domain/terms/incident";
import { parseHeardDocument, printHeardDocument } from "../../../src/store/file/heard-document";
import { absenceSince } from "../../../src/store/file/heard-file";
import { TestCluster } from "../../support/domain/domain-cluster";
import type { Home } from "../../support/domain/domain-cluster";
import { msToNs } from "../../support/domain/domain-fixtures";
import { someRows } from "../../support/property-runs";

const BEAT_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a process leaves behind: its two files, and what its clocks said then. */
interface Left {
  readonly membership: KeptMembership;
  readonly heard: string;
  readonly monotonicMs: number;
  readonly wallNs: bigint;
}

/** @param isLast - whether the process ends in order, so that it hears nothing later. */
function leaving(cluster: TestCluster, isLast = true): Left {
  const { recollections, membershipRecord } = cluster.controlPlane;
  const { monotonicMs, wallNs } = cluster.time;
  const kept = { monotonicMs, wallNs, machine: "this-one" };
  const parts = { kept, isLast, incidents: recollections.incidents, replicas: recollections.replicas() };
  return {
    membership: takeAllSteps(membershipRecord.presentInSteps()),
    heard: [...printHeardDocument(parts)].join(""),
    monotonicMs,
    wallNs,
  };
}

interface NextLife {
  /** How far the wall clock is stepped meanwhile. */
  readonly wallStepMs?: number;
  /** Another machine has another monotonic clock. */
  readonly machine?: string;
}

/** Another process on what an earlier one left, so much later. */
function after(
  absentMs: number,
  left: Left,
  { wallStepMs = 0, machine = "this-one" }: NextLife = {},
): TestCluster {
  const { shards, retired, known } = left.membership;
  const homes = shards.map(({ shardId, regionId }): Home => [shardId, regionId]);
  const now = {
    monotonicMs: machine === "this-one" ? left.monotonicMs + absentMs : 1_000,
    wallNs: left.wallNs + msToNs(absentMs + wallStepMs),
  };
  const cluster = new TestCluster(homes, {}, now);
  cluster.controlPlane.membershipRecord.restore(retired, known);
  const document = parseHeardDocument(left.heard);
  if (!document.ok) throw new Error(document.message);
  const absence = absenceSince(document.value, { ...now, machine });
  cluster.controlPlane.recollections.restore(document.value.recollection, absence);
  cluster.controlPlane.tick();
  return cluster;
}

/** Lets replicas beat every five seconds, leaders at home. Returns the region's states in order. */
function beating(
  cluster: TestCluster,
  durationMs: number,
  watched: number,
  ...replicas: readonly Home[]
): readonly string[] {
  const states = new Set([String(cluster.regionState(watched))]);
  cluster.run(durationMs, (elapsedMs) => {
    if (elapsedMs % BEAT_MS === 0) {
      for (const [shardId, regionId] of replicas) {
        const isHome = cluster.topology.homeOf(shardId) === regionId;
        cluster.beat(shardId, regionId, { role: isHome ? "leader" : "follower" });
      }
    }
    states.add(String(cluster.regionState(watched)));
  });
  states.add(String(cluster.regionState(watched)));
  return [...states];
}

/** Shards 0 and 1 led in region 0 and followed in region 1, which died so long ago. */
function withDeadRegion(deadForMs: number): TestCluster {
  const cluster = new TestCluster([
    [0, 0],
    [1, 0],
  ]);
  beating(cluster, MINUTE_MS, 1, [0, 0], [1, 0], [0, 1], [1, 1]);
  beating(cluster, deadForMs, 1, [0, 0], [1, 0]);
  return cluster;
}

function incidents(cluster: TestCluster): readonly Incident[] {
  return cluster.controlPlane.totals().incidents;
}

function rulesAgainst(cluster: TestCluster, regionId: number): readonly string[] {
  return [...(cluster.region(regionId)?.reasons ?? [])].map(({ rule }) => rule);
}

function startsOf(cluster: TestCluster): readonly (readonly [string, bigint])[] {
  return incidents(cluster).map(({ id, startedNs }) => [id, startedNs] as const);
}

describe("an exporter that ends every 25 seconds", () => {
  test.each(
    someRows(
      [
        ["in order: ten seconds after the second start", true, 38_000],
        [
          "cut off five seconds after it kept something, so that nobody knows what it heard since",
          false,
          43_000,
        ],
      ],
      1,
    ),
  )("finds a dead region Offline: %s", (_, isLast, latestMs) => {
    let cluster = withDeadRegion(0);
    const heardMs = cluster.time.monotonicMs;
    for (let life = 0; cluster.regionState(1) !== "Offline" && life < 9; life += 1) {
      const keptAfterMs = isLast ? 25_000 : 20_000;
      for (let ms = 0; ms < keptAfterMs && cluster.regionState(1) !== "Offline"; ms += 1_000)
        cluster.run(1_000, () => [0, 1].map((shardId) => cluster.beat(shardId, 0)));
      if (cluster.regionState(1) !== "Offline")
        cluster = after(isLast ? 2_000 : 7_000, leaving(cluster, isLast));
    }
    const foundAfterMs = cluster.time.monotonicMs - heardMs;
    expect(foundAfterMs).toBeGreaterThan(30_000);
    expect(foundAfterMs).toBeLessThanOrEqual(latestMs);
  });
});

describe("a region that is dead", () => {
  test.each(
    someRows(
      [
        ["at once", 0],
        ["after ten seconds", 10_000],
        ["after half a minute", 30_000],
      ],
      1,
    ),
  )("stays Offline through a restart: %s", (_, absentMs) => {
    const before = withDeadRegion(2 * MINUTE_MS);
    const startedBefore = startsOf(before);
    const cluster = after(absentMs, leaving(before));
    expect(cluster.regionState(1)).toBe("Offline");
    expect(rulesAgainst(cluster, 1)).toEqual(["no_heartbeat", "no_heartbeat"]);
    expect(startsOf(cluster)).toEqual(startedBefore);
    const transitions: string[] = [];
    cluster.controlPlane.onTransition(({ regionId, from, to }) =>
      transitions.push(`${regionId}: ${from} -> ${to}`),
    );
    expect(beating(cluster, 5 * MINUTE_MS, 1, [0, 0], [1, 0])).toEqual(["Offline"]);
    expect(transitions).toEqual(["0: Unknown -> Healthy"]);
    expect(startsOf(cluster)).toEqual(startedBefore);
  });

  test("is alive with its first heartbeat all the same", () => {
    const cluster = after(1_000, leaving(withDeadRegion(2 * MINUTE_MS)));
    for (const shardId of [0, 1]) cluster.beat(shardId, 1, { role: "follower" });
    expect(cluster.regionState(1)).toBe("Healthy");
  });

  test("that never came up since the start is so after a restart too", () => {
    const before = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    beating(before, MINUTE_MS, 1, [0, 0]);
    const cluster = after(3_000, leaving(before));
    expect(cluster.regionState(1)).toBe("Offline");
    expect(rulesAgainst(cluster, 1)).toEqual(["never_heard"]);
  });

  test("is found after an absence of an hour once everybody had ten seconds to be heard, as the incident that it was", () => {
    const before = withDeadRegion(2 * MINUTE_MS);
    const cluster = after(HOUR_MS, leaving(before));
    expect(cluster.regionState(1)).toBe("Unknown");
    beating(cluster, 10_000, 1, [0, 0], [1, 0]);
    expect(cluster.regionState(1)).toBe("Unknown");
    beating(cluster, 1_000, 1);
    expect(cluster.regionState(1)).toBe("Offline");
    expect(startsOf(cluster)).toEqual(startsOf(before));
  });

  test("is not the same incident as another one that died before it, whatever the absence", () => {
    const homes: readonly Home[] = [
      [0, 0],
      [1, 1],
      [2, 2],
    ];
    const before = new TestCluster(homes);
    beating(before, MINUTE_MS, 1, ...homes);
    beating(before, 5 * MINUTE_MS, 1, [0, 0], [2, 2]);
    beating(before, 5 * MINUTE_MS, 1, [0, 0]);
    for (const absentMs of [0, 10_000, HOUR_MS]) {
      const cluster = after(absentMs, leaving(before));
      beating(cluster, MINUTE_MS, 1, [0, 0]);
      expect(startsOf(cluster)).toEqual(startsOf(before));
    }
    expect(incidents(before).map(({ cause }) => cause)).toEqual(["region_silent", "region_silent"]);
  });
});

describe("a death while no exporter ran", () => {
  test.each(
    someRows(
      [
        ["is found when it is due", 12_000, 30_000],
        ["is found once everybody had ten seconds to be heard, where that is later", 28_000, 38_000],
        [
          "of a long absence is found 30 s after it: until then nobody listened",
          10 * MINUTE_MS,
          10 * MINUTE_MS + 30_000,
        ],
      ],
      1,
    ),
  )("%s", (_, absentMs, dueMs) => {
    const before = withDeadRegion(0);
    const cluster = after(absentMs, leaving(before));
    expect(beating(cluster, dueMs - absentMs, 1, [0, 0], [1, 0])).not.toContain("Offline");
    beating(cluster, 1_000, 1);
    expect(cluster.regionState(1)).toBe("Offline");
    expect(incidents(cluster).map(({ id }) => id)).toEqual(["region:1"]);
  });
});

describe("an outage of ours", () => {
  test.each(
    someRows(
      [
        ["of no time", 0],
        ["of twenty seconds", 20_000],
        ["of half a minute", 30_000],
        ["of an hour", HOUR_MS],
      ],
      1,
    ),
  )("%s makes nobody Offline who is alive", (_, absentMs) => {
    const cluster = after(absentMs, leaving(withDeadRegion(0)));
    const alive: readonly Home[] = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    expect(cluster.run(4_000)).toEqual([]);
    expect(incidents(cluster)).toEqual([]);
    expect(beating(cluster, 2 * MINUTE_MS, 1, ...alive)).toEqual(["Unknown", "Healthy"]);
  });

  test("is no fault of whoever was alive: neither a region nor a shard is in trouble until it is heard", () => {
    const before = new TestCluster([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
    const all: readonly Home[] = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ];
    beating(before, MINUTE_MS, 1, ...all);
    // One replica of a live region dies.
    beating(before, MINUTE_MS, 1, ...all.filter(([shardId, regionId]) => shardId !== 1 || regionId !== 1));
    expect(incidents(before).map(({ id }) => id)).toEqual(["replica:1-1"]);
    const cluster = after(2_000, leaving(before));
    const seen = new Set<string>();
    cluster.run(15_000, (elapsedMs) => {
      if (elapsedMs === 4_000)
        for (const [shardId, regionId] of all.slice(0, 3)) cluster.beat(shardId, regionId);
      if (elapsedMs === 4_000) cluster.beat(2, 1);
      for (const { id } of incidents(cluster)) seen.add(id);
      expect(cluster.controlPlane.totals().shardsWithoutLeader).toBe(0);
    });
    expect([...seen]).toEqual(["replica:1-1"]);
  });
});

describe("clocks", () => {
  test.each<[string, NextLife]>(
    someRows(
      [
        ["that went on", {}],
        ["of which the wall clock was set forward by an hour", { wallStepMs: HOUR_MS }],
        ["of which the wall clock was set back by an hour", { wallStepMs: -HOUR_MS }],
        ["of another machine that agree", { machine: "another" }],
      ],
      1,
    ),
  )("%s: what was Offline stays so, and as old as it is", (_, life) => {
    const before = withDeadRegion(2 * MINUTE_MS);
    const ageNs = before.time.wallNs - (incidents(before)[0]?.startedNs ?? 0n);
    const cluster = after(5_000, leaving(before), life);
    expect(cluster.regionState(1)).toBe("Offline");
    expect(cluster.time.wallNs - (incidents(cluster)[0]?.startedNs ?? 0n)).toBe(ageNs + msToNs(5_000));
  });

  test("of another machine, by which the file is from the future: nothing is certain", () => {
    const cluster = after(5_000, leaving(withDeadRegion(2 * MINUTE_MS)), {
      machine: "another",
      wallStepMs: -HOUR_MS,
    });
    expect(cluster.regionState(1)).toBe("Unknown");
    beating(cluster, 11_000, 1, [0, 0], [1, 0]);
    expect(cluster.regionState(1)).toBe("Offline");
  });
});

describe("old heartbeats of the dead, delivered after a restart", () => {
  const DEAD_MS = 2 * MINUTE_MS;

  test.each<[string, (at: number) => { readonly bootId?: bigint; readonly heartbeatSeq?: bigint }]>([
    ["with nothing but a time stamp", () => ({})],
    ["numbered", (at) => ({ bootId: 7n, heartbeatSeq: BigInt(at) })],
  ])("do not bring them to life: %s", (_, numbers) => {
    const before = new TestCluster([[0, 0]]);
    const stamps: bigint[] = [];
    before.run(MINUTE_MS + DEAD_MS, (elapsedMs) => {
      if (elapsedMs % BEAT_MS !== 0) return;
      before.beat(0, 0);
      if (elapsedMs > MINUTE_MS) return;
      stamps.push(before.time.wallNs);
      before.beat(0, 1, { role: "follower", ...numbers(stamps.length) });
    });
    const cluster = after(1_000, leaving(before));
    for (const [index, lastHeartbeatNs] of stamps.entries())
      expect(cluster.beat(0, 1, { role: "follower", lastHeartbeatNs, ...numbers(index + 1) })).toBe("stale");
    expect(cluster.regionState(1)).toBe("Offline");
    cluster.time.advance(BEAT_MS);
    expect(cluster.beat(0, 1, { role: "follower", ...numbers(stamps.length + 1) })).toBe("accepted");
  });

  test("a live one whose clock was set back is heard with its second heartbeat", () => {
    const cluster = after(1_000, leaving(withDeadRegion(0)));
    const beat = (): string => cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(HOUR_MS) });
    expect(beat()).toBe("stale");
    cluster.time.advance(BEAT_MS);
    expect(beat()).toBe("accepted");
  });
});

test("what was removed after it was heard does not come back", () => {
  const before = withDeadRegion(2 * MINUTE_MS);
  const { heard } = leaving(before);
  before.controlPlane.removeRegion(1);
  const cluster = after(1_000, { ...leaving(before), heard });
  expect(cluster.regionState(1)).toBeUndefined();
});

test("nobody is forgotten unheard, however long the silence was", () => {
  const cluster = after(2 * 24 * HOUR_MS, leaving(withDeadRegion(2 * MINUTE_MS)));
  cluster.run(29_000);
  expect(cluster.regionState(1)).toBe("Offline");
});
