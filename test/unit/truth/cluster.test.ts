import { Cluster } from "../../../truth/world/cluster";
import { heartbeatOf } from "../../../truth/world/heartbeat";
import { Random } from "../../../truth/world/random";
import type { FieldSet } from "../../../truth/world/shape";

const MINUTE = 240;

function clusterOf(fields: FieldSet = "all"): Cluster {
  return new Cluster({ regions: 3, shardsPerRegion: 5, fields }, new Random(1), 5 * MINUTE);
}

function advance(cluster: Cluster, steps: number): void {
  for (let step = 0; step < steps; step += 1) cluster.advance();
}

function setLink(cluster: Cluster, from: number, to: number, isUp: boolean): void {
  const link = cluster.links[from]?.[to];
  if (!link) throw new RangeError(`there is no link ${from} to ${to}`);
  link.isUp = isUp;
}

/** The worst lag from one region to another. */
function worstAgeMs(cluster: Cluster, from: number, to: number): number {
  return Math.max(...cluster.ledIn(from).map((shard) => cluster.lag(shard, to).ageMs));
}

describe("a cluster of known truth", () => {
  test("is behind by the delay of its links alone while all is well", () => {
    const cluster = clusterOf();
    advance(cluster, MINUTE);
    for (const from of [0, 1, 2]) {
      for (const to of [0, 1, 2]) if (to !== from) expect(worstAgeMs(cluster, from, to)).toBeLessThan(1000);
    }
  });

  test("falls behind over a link that is cut, over no other, and catches up", () => {
    const cluster = clusterOf();
    advance(cluster, MINUTE);
    setLink(cluster, 0, 1, false);
    advance(cluster, MINUTE);
    expect(worstAgeMs(cluster, 0, 1)).toBeGreaterThan(50_000);
    expect(worstAgeMs(cluster, 0, 2)).toBeLessThan(1000);
    expect(worstAgeMs(cluster, 1, 0)).toBeGreaterThan(50_000);
    setLink(cluster, 0, 1, true);
    advance(cluster, MINUTE / 4);
    expect(worstAgeMs(cluster, 0, 1)).toBeLessThan(1000);
  });

  test("leads on from what the new leader has applied", () => {
    const cluster = clusterOf();
    advance(cluster, MINUTE);
    const [shard = NaN] = cluster.ledIn(0);
    const applied = cluster.applied(shard, 1);
    cluster.lead(shard, 1);
    expect(cluster.head(shard)).toBe(applied);
    expect(cluster.leaders[shard]).toBe(1);
  });

  test.each([
    ["all", true, true, true],
    ["seqnos", true, false, true],
    ["seven", false, false, true],
    ["leaders", true, true, false],
  ] as const)(
    "with the fields %s, says no more than they hold",
    (fields, hasRole, hasTimes, followersTalk) => {
      const cluster = clusterOf(fields);
      advance(cluster, MINUTE);
      const leader = heartbeatOf(cluster, cluster.replica(0, 0), cluster.nowMs);
      expect(leader?.role !== undefined).toBe(hasRole);
      expect(leader?.replicationLagNs !== undefined).toBe(hasTimes);
      expect([...(leader?.replicationLag.keys() ?? [])]).toEqual([1, 2]);
      expect(heartbeatOf(cluster, cluster.replica(0, 1), cluster.nowMs) !== undefined).toBe(followersTalk);
    },
  );
});
