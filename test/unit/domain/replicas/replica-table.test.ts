import fc from "fast-check";

import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { RecordedReplicas } from "../../../../src/domain/views/recorded-replicas";
import { RegionNames } from "../../../../src/domain/regions/region-names";
import { ReplicaTable } from "../../../../src/domain/replicas/replica-table";
import { isLagging } from "../../../../src/domain/terms/replica-health";
import { msToNs, shardStats, START_NS } from "../../../support/domain/domain-fixtures";
import { OneReplica } from "../../../support/domain/one-replica";
import type { ReplicaSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { NO_WATCHER } from "../../../support/domain/replica-columns";
import { propertyRuns } from "../../../support/property-runs";

const THRESHOLDS = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };

function arrival(livedMs: number): { livedMs: number; wallNs: bigint } {
  return { livedMs, wallNs: START_NS + msToNs(livedMs) };
}

/** Shard 3 in region 1, expected since lived time 0. */
function expectedReplica(): OneReplica {
  return new OneReplica({ shardId: 3, regionId: 1 }, 0);
}

function beat(
  replica: OneReplica,
  livedMs: number,
  overrides: Partial<ShardStats> = {},
): "accepted" | "stale" {
  const { wallNs } = arrival(livedMs);
  return replica.record(shardStats({ lastHeartbeatNs: wallNs, ...overrides }), arrival(livedMs), THRESHOLDS);
}

describe("a replica that has not been heard", () => {
  test.each([
    [0, "Pending"],
    [29_999, "Pending"],
    [30_000, "Pending"],
    [30_001, "Offline"],
    [86_400_000, "Offline"],
  ])("is after %s ms %s", (livedMs, state) => {
    expect(expectedReplica().state(livedMs, THRESHOLDS)).toBe(state);
  });

  test("has no stats, no arrival and no lags, and is silent since it became expected", () => {
    const replica = new OneReplica({ shardId: 3, regionId: 1 }, 2_000);
    expect(replica.shown).toMatchObject({
      stats: undefined,
      lastArrivalNs: undefined,
      clockSkewSeconds: undefined,
      followers: [],
    });
    expect(replica.silenceMs(5_000)).toBe(3_000);
  });
});

describe("a replica that has been heard", () => {
  test.each([
    [30_000, "Healthy"],
    [30_000.001, "Offline"],
  ])("is after %s ms of silence %s: exactly at the threshold is not over it", (livedMs, state) => {
    const replica = expectedReplica();
    beat(replica, 0);
    expect(replica.state(livedMs, THRESHOLDS)).toBe(state);
  });

  test.each<[string, ReadonlyMap<number, bigint>, string]>([
    ["no follower", new Map(), "Healthy"],
    ["one exactly at the threshold", new Map([[1, 5_000_000_000n]]), "Healthy"],
    ["one a nanosecond over it", new Map([[1, 5_000_000_001n]]), "Degraded"],
    [
      "one over it among others",
      new Map([
        [1, 0n],
        [2, 9_000_000_000n],
        [3, 1n],
      ]),
      "Degraded",
    ],
  ])("with %s is %s", (_, replicationLagNs, state) => {
    const replica = expectedReplica();
    beat(replica, 0, { replicationLagNs });
    expect(replica.state(0, THRESHOLDS)).toBe(state);
  });

  test("that lags and falls silent is Offline, not Degraded", () => {
    const replica = expectedReplica();
    beat(replica, 0, { replicationLagNs: new Map([[1, 60_000_000_000n]]) });
    expect(replica.state(30_001, THRESHOLDS)).toBe("Offline");
  });

  test("keeps its lag between heartbeats: it is not extrapolated", () => {
    const replica = expectedReplica();
    beat(replica, 0, { replicationLagNs: new Map([[1, 4_000_000_000n]]) });
    expect(replica.state(29_000, THRESHOLDS)).toBe("Healthy");
    expect(replica.followerLags).toEqual([{ followerId: 1, lagSeqnos: undefined, lagSeconds: 4 }]);
  });

  test("ignores a stale heartbeat altogether: stats, lags and silence stay", () => {
    const replica = expectedReplica();
    beat(replica, 0, { entityCount: 5n });
    const replay = {
      lastHeartbeatNs: START_NS - 1n,
      entityCount: 9n,
      replicationLagNs: new Map([[1, 9_000_000_000n]]),
    };
    expect(beat(replica, 10_000, replay)).toBe("stale");
    expect(replica.shown?.stats?.entityCount).toBe(5n);
    expect(replica.followerLags).toEqual([]);
    expect(replica.silenceMs(10_000)).toBe(10_000);
  });

  test("comes back with its next heartbeat, however long it was Offline", () => {
    const replica = expectedReplica();
    beat(replica, 0);
    expect(beat(replica, 3_600_000)).toBe("accepted");
    expect(replica.state(3_600_000, THRESHOLDS)).toBe("Healthy");
  });
});

describe("isLagging", () => {
  // The products of some of these lags by 1000 are more than the threshold when computed in doubles.
  test("never holds at exactly the threshold, and always a nanosecond past it, for any whole number of milliseconds", () => {
    const replica = expectedReplica();
    let nowMs = 0;
    for (let degradedLagMs = 1; degradedLagMs <= 20_000; degradedLagMs += 1) {
      const thresholds = { offlineAfterMs: 30_000, degradedLagMs };
      const [at, past] = [0n, 1n].map((extraNs) => {
        nowMs += 1;
        beat(replica, nowMs, {
          replicationLagNs: new Map([[1, BigInt(degradedLagMs) * 1_000_000n + extraNs]]),
        });
        return replica.followerLags.some(({ lagSeconds }) => isLagging(lagSeconds, thresholds));
      });
      if (at !== false || past !== true) throw new Error(`at a threshold of ${degradedLagMs} ms`);
    }
  });

  test.each([
    [Infinity, false],
    [0, true],
  ])("a threshold of %s ms is over by a lag of 1 s: %s", (degradedLagMs, lagging) => {
    expect(isLagging(1, { offlineAfterMs: 1, degradedLagMs })).toBe(lagging);
  });
});

describe("several replicas in one table", () => {
  /** The shards listed, as of now. */
  function listed(table: ReplicaTable): readonly number[] {
    return Array.from(table.slots.ordered, (slot) => table.shardIds[slot] ?? NaN);
  }

  test("removing one that is not there changes nothing; removing by a condition says how many left", () => {
    const table = new ReplicaTable(NO_WATCHER);
    for (const shardId of [0, 1, 2, 3]) table.add({ shardId, regionId: 0 }, 0);
    table.remove({ shardId: 1, regionId: 9 });
    expect(listed(table)).toEqual([0, 1, 2, 3]);
    table.remove({ shardId: 1, regionId: 0 });
    expect(table.removeWhere((slot) => (table.shardIds[slot] ?? 0) > 1)).toBe(2);
    expect(table.removeWhere(() => false)).toBe(0);
    expect(listed(table)).toEqual([0]);
  });

  const says = fc.record(
    {
      replicationLag: fc.dictionary(fc.constantFrom("1", "2", "3", "9"), fc.bigInt({ min: 0n, max: 900n })),
      leaderSeqno: fc.bigInt({ min: 0n, max: 5_000n }),
    },
    { requiredKeys: ["replicationLag"] },
  );
  const step = fc.record({
    shardId: fc.nat({ max: 40 }),
    what: fc.constantFrom("beat", "beat", "beat", "replay", "leave"),
    gapMs: fc.constantFrom(0, 1_000, 40_000),
    says,
  });

  /** Who is the only replica has the age of its first heartbeat believed: so none is, neither here nor there. */
  const SILENT_COMPANION = { shardId: 65_535, regionId: 0 };

  test("each is shown as if it were alone in the world, whoever came, left and beat in between", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const table = new ReplicaTable(NO_WATCHER);
        table.add(SILENT_COMPANION, Infinity);
        const alone = new Map<number, OneReplica>();
        let livedMs = 0;
        for (const { shardId, what, gapMs, says } of steps) {
          livedMs += gapMs + 1;
          const id = { shardId, regionId: 0 };
          if (what === "leave") {
            table.remove(id);
            alone.delete(shardId);
            continue;
          }
          const { wallNs } = arrival(livedMs);
          const lag = Object.entries(says.replicationLag).map(
            ([follower, seqnos]) => [Number(follower), seqnos] as const,
          );
          const stats = shardStats({
            ...id,
            lastHeartbeatNs: what === "replay" ? START_NS : wallNs,
            replicationLag: new Map(lag),
            ...(says.leaderSeqno !== undefined && { leaderSeqno: says.leaderSeqno }),
          });
          let lonely = alone.get(shardId);
          if (!lonely) {
            lonely = new OneReplica(id, livedMs);
            lonely.table.add(SILENT_COMPANION, Infinity);
            alone.set(shardId, lonely);
          }
          const known = table.slotOf(id);
          const slot = known < 0 ? table.add(id, livedMs) : known;
          const instant = { monotonicMs: livedMs, wallNs };
          const result = table.record(slot, new HeartbeatDraft().load(stats), livedMs, instant, THRESHOLDS);
          expect(result).toBe(lonely.record(stats, { livedMs, wallNs }, THRESHOLDS));
        }
        for (const slot of table.slots.ordered) table.updateState(slot, livedMs, THRESHOLDS);
        const expected = [...alone]
          .sort(([a], [b]) => a - b)
          .map(([, lonely]): ReplicaSnapshot | undefined => {
            lonely.state(livedMs, THRESHOLDS);
            return lonely.shown;
          });
        table.remove(SILENT_COMPANION);
        expect([...new RecordedReplicas(table, table.slots.ordered, new RegionNames())]).toEqual(expected);
      }),
      propertyRuns(),
    );
  });
});
