import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import { parseConfig } from "../../src/config/parse";
import { Topology } from "../../src/domain/membership/topology";
import type { ShardAssignment } from "../../src/domain/membership/topology";
import { ControlPlane, ReplicationLagGauge, TenantRouter } from "../../src/index";
import { parseStateDocument } from "../../src/store/file/state-document";
import { TestCluster } from "../support/domain/domain-cluster";

const TABLE: readonly (readonly [string, readonly ShardAssignment[]])[] = [
  [
    "two homes",
    [
      { shardId: 4, regionId: 0 },
      { shardId: 5, regionId: 0 },
      { shardId: 4, regionId: 1 },
    ],
  ],
  [
    "the same home twice",
    [
      { shardId: 4, regionId: 1 },
      { shardId: 4, regionId: 1 },
    ],
  ],
];

describe.each(TABLE)("a topology that gives a shard %s", (_, assignments) => {
  const NAMED = "topology: shard 4 is assigned twice";

  test("is refused as the new one, by its name, and nothing is changed", () => {
    const cluster = new TestCluster([
      [4, 7],
      [9, 7],
    ]);
    cluster.beat(4, 7);
    const before = takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps());
    expect(() => {
      cluster.controlPlane.replaceTopology(assignments);
    }).toThrow(new RangeError(`${NAMED}; a shard has one home region`));
    expect(takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps())).toEqual(before);
    expect(cluster.replicas).toEqual([
      [4, 7],
      [9, 7],
    ]);
    cluster.time.advance(1_000);
    expect(cluster.beat(4, 7)).toBe("accepted");
  });

  test("is refused when it is made", () => {
    expect(() => new Topology(assignments)).toThrow(NAMED);
  });

  test("is refused by the library", () => {
    const topology = new Topology();
    const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge());
    expect(() => {
      controlPlane.replaceTopology(assignments.values());
    }).toThrow(NAMED);
    expect(topology.size).toBe(0);
  });

  test("is refused in a state file, with its place", () => {
    const shards = assignments.map(({ shardId, regionId }) => ({ shard_id: shardId, region_id: regionId }));
    const text = JSON.stringify({ version: 1, topology: { shards }, tenants: [] });
    const result = parseStateDocument(Buffer.from(text));
    if (result.ok) throw new Error("expected a refusal");
    expect(result.message).toMatch(
      /^topology\.shards\.\d\.shard_id: shard 4 is already listed in topology\.shards\.0/,
    );
  });

  test("is refused in the configuration, with its line", () => {
    const lines = assignments.map(
      ({ shardId, regionId }) => `    - { shard_id: ${shardId}, region_id: ${regionId} }`,
    );
    const result = parseConfig(["topology:", "  shards:", ...lines].join("\n"), "a.yml");
    if (result.ok) throw new Error("expected a refusal");
    const [{ line, message } = { line: 0, message: "" }] = result.problems;
    expect([result.problems.length, line]).toEqual([1, 2 + assignments.length]);
    expect(message).toContain("4 is assigned twice");
  });
});
