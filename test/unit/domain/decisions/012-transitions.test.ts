import { TestCluster, withReasonArrays } from "../../../support/domain/domain-cluster";
import { msToNs } from "../../../support/domain/domain-fixtures";
import type { RegionTransition } from "../../../../src/domain/regions/region-transitions";

describe("decision 12: transitions are found by a background tick, told once with the reason, counted and time-stamped", () => {
  test("the tick finds a region that went Offline though nobody scrapes", () => {
    const cluster = new TestCluster([[0, 0]], { regionNames: new Map([[0, "us-east"]]) });
    cluster.beat(0, 0);
    cluster.controlPlane.tick();
    const startNs = cluster.time.wallNs;
    const transitions = cluster
      .run(60_000)
      .map(({ reasons, ...rest }) => ({ ...rest, reasons: [...reasons] }));
    expect(transitions).toEqual([
      {
        regionId: 0,
        name: "us-east",
        from: "Healthy",
        to: "Offline",
        atNs: startNs + msToNs(31_000),
        reasons: [{ rule: "no_heartbeat", shardId: 0, observed: 31, threshold: 30, evidenceAgeMs: 31_000 }],
      },
    ]);
  });

  test("each is told once, whoever finds it first: a scrape's find is not told again by the tick", () => {
    const cluster = new TestCluster([[0, 0]]);
    const heard: RegionTransition[] = [];
    cluster.controlPlane.onTransition((transition) => heard.push(transition));
    cluster.beat(0, 0);
    cluster.controlPlane.health();
    expect(cluster.controlPlane.tick()).toEqual([]);
    expect(heard.map(({ from, to }) => [from, to])).toEqual([["Unknown", "Healthy"]]);
  });

  test("a change to Healthy needs no reason, and one to Degraded names the follower", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { replicationLagNs: new Map([[2, 8_000_000_000n]]) });
    expect(withReasonArrays(cluster.controlPlane.tick())[0]).toMatchObject({
      to: "Degraded",
      reasons: [{ rule: "replication_lag", follower: 2, observed: 8 }],
    });
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { replicationLagNs: new Map([[2, 0n]]) });
    expect(withReasonArrays(cluster.controlPlane.tick())[0]).toMatchObject({
      from: "Degraded",
      to: "Healthy",
      reasons: [],
    });
  });

  test("the reasons of a region are its own", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
    cluster.beat(1, 1);
    const transitions = cluster.run(31_000, () => {
      cluster.beat(1, 1);
    });
    const last = transitions
      .slice(-2)
      .map(({ regionId, to, reasons }) => [regionId, to, Array.from(reasons, ({ shardId }) => shardId)]);
    expect(last).toEqual([
      [0, "Offline", [0]],
      [1, "Degraded", [2]],
    ]);
  });

  test("they are counted by from and to, and the state is as old as its last change", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.run(10_000, () => {
      cluster.beat(0, 0);
    });
    cluster.run(40_000);
    cluster.run(1_000, () => {
      cluster.beat(0, 0);
    });
    const changedNs = cluster.time.wallNs;
    cluster.run(5_000, () => {
      cluster.beat(0, 0);
    });
    const region = cluster.region(0);
    const counts = region?.transitions
      .filter(({ count }) => count > 0)
      .map(({ from, to, count }) => [from, to, count]);
    expect(counts).toEqual([
      ["Healthy", "Offline", 1],
      ["Offline", "Healthy", 1],
      ["Unknown", "Healthy", 1],
    ]);
    expect(region?.sinceNs).toBe(changedNs);
  });

  test("every listener hears of every transition until it leaves, also one that leaves or asks back while being told", () => {
    const cluster = new TestCluster([[0, 0]]);
    const told: string[] = [];
    const leaveOnce = cluster.controlPlane.onTransition(({ to }) => {
      told.push(`once ${to}`);
      leaveOnce();
    });
    const leave = cluster.controlPlane.onTransition(({ to }) =>
      told.push(`always ${to} ${String(cluster.controlPlane.health().status)}`),
    );
    cluster.beat(0, 0);
    cluster.controlPlane.tick();
    cluster.run(31_000);
    leave();
    cluster.beat(0, 0);
    cluster.controlPlane.tick();
    expect(told).toEqual(["once Healthy", "always Healthy Healthy", "always Offline Offline"]);
  });

  test("a region that leaves makes no transition", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.run(1_000, () => {
      cluster.beat(0, 0);
    });
    cluster.controlPlane.removeShard(0);
    const transitions = cluster
      .run(60_000)
      .map(({ reasons, ...rest }) => ({ ...rest, reasons: [...reasons] }));
    expect(transitions).toEqual([]);
  });
});
