import { NoEligibleShardError, UnknownTenantError } from "../../../../src/domain/placement/tenant-router";
import { TestCluster } from "../../../support/domain/domain-cluster";

// Golden vectors, balance and minimal movement: placement.test.ts and tenant-router.test.ts.
describe("decision 10: placement is a rendezvous hash over the shards at home where the tenant's data may be", () => {
  test("residency is kept through the control plane's own updates, and its loss is a typed error", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
    cluster.router.registerTenant({ tenantId: 1n, requiredRegions: [1] });
    const regions = (): Set<number> =>
      new Set(Array.from({ length: 40 }, (_, entity) => cluster.router.route(1n, BigInt(entity)).regionId));
    expect(regions()).toEqual(new Set([1]));
    cluster.controlPlane.updateTopology({ shardId: 1, regionId: 0 });
    expect(regions()).toEqual(new Set([1]));
    cluster.controlPlane.removeShard(2);
    expect(() => cluster.router.route(1n, 0n)).toThrow(NoEligibleShardError);
    expect(cluster.controlPlane.snapshot().unroutableTenantCount).toBe(1);
  });

  test("placement looks at homes, never at health: an Offline shard keeps its data's place", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.router.registerTenant({ tenantId: 1n });
    cluster.time.advance(60_000);
    expect(cluster.regionState(0)).toBe("Offline");
    expect(cluster.router.route(1n, 1n)).toEqual({ regionId: 0, shardId: 0 });
  });

  test("replicas that registered themselves are no place for data: only the topology names homes", () => {
    const cluster = new TestCluster();
    cluster.router.registerTenant({ tenantId: 1n });
    cluster.beat(0, 0);
    expect(() => cluster.router.route(1n, 1n)).toThrow(NoEligibleShardError);
  });

  test("an unknown tenant is a typed error", () => {
    expect(() => new TestCluster([[0, 0]]).router.route(9n, 1n)).toThrow(UnknownTenantError);
  });

  test("tenants are counted in health", () => {
    const cluster = new TestCluster();
    cluster.router.registerTenant({ tenantId: 1n });
    cluster.router.registerTenant({ tenantId: 2n });
    expect(cluster.controlPlane.health().tenantCount).toBe(2);
  });
});
