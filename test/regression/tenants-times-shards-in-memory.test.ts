import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { Topology } from "../../src/domain/membership/topology";

test("tenants share the list of shards that their policy allows, and counting the unroutable ones needs no list at all", () => {
  const topology = new Topology([
    { shardId: 0, regionId: 0 },
    { shardId: 1, regionId: 1 },
  ]);
  const router = new TenantRouter(topology);
  for (let tenant = 0n; tenant < 100n; tenant += 1n) {
    router.registerTenant({ tenantId: tenant, requiredRegions: tenant % 2n === 0n ? [1, 0] : [0, 1, 1] });
  }
  router.registerTenant({ tenantId: 100n, requiredRegions: [7] });
  const assignments = jest.spyOn(Topology.prototype, "assignments", "get");
  try {
    expect(router.unroutableTenantCount).toBe(1);
    expect(assignments).not.toHaveBeenCalled();
    for (let tenant = 0n; tenant < 100n; tenant += 1n) router.route(tenant, 5n);
    expect(assignments).toHaveBeenCalledTimes(1);
  } finally {
    assignments.mockRestore();
  }
});
