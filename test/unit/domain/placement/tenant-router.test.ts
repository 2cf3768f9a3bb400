import fc from "fast-check";

import {
  NoEligibleShardError,
  RoutingError,
  TenantRouter,
  UnknownTenantError,
} from "../../../../src/domain/placement/tenant-router";
import type { TenantConfig } from "../../../../src/domain/terms/tenant";
import { Topology } from "../../../../src/domain/membership/topology";
import type { ShardAssignment } from "../../../../src/domain/membership/topology";
import { propertyRuns } from "../../../support/property-runs";

/** Fifteen shards over regions 0, 1 and 2, five at home in each. */
const FIFTEEN: readonly ShardAssignment[] = Array.from({ length: 15 }, (_, shardId) => ({
  shardId,
  regionId: shardId % 3,
}));

function router(
  assignments: readonly ShardAssignment[],
  ...tenants: readonly TenantConfig[]
): { router: TenantRouter; topology: Topology } {
  const topology = new Topology(assignments);
  const result = new TenantRouter(topology);
  for (const tenant of tenants) result.registerTenant(tenant);
  return { router: result, topology };
}

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe("the tenants whose data may be where certain regions are home", () => {
  const { router: tenants } = router(
    FIFTEEN,
    { tenantId: 1n },
    { tenantId: 2n, requiredRegions: [1] },
    { tenantId: 3n, requiredRegions: [2, 1] },
    { tenantId: 4n, requiredRegions: [2] },
  );

  test.each([
    [[], 0],
    [[0], 1],
    [[1], 3],
    [[2], 3],
    [[1, 2], 4],
    [[7], 1],
  ])("%j are so many: %i", (homes, count) => {
    expect(tenants.tenantCountAt(new Set(homes))).toBe(count);
  });
});

describe("the tenants", () => {
  test("are listed by number, however large", () => {
    const ids = [2n ** 64n - 1n, 5n, 2n ** 53n + 1n, 0n, 2n ** 53n];
    const { router: tenants } = router([], ...ids.map((tenantId) => ({ tenantId })));
    expect(tenants.tenants.map(({ tenantId }) => tenantId)).toEqual([
      0n,
      5n,
      2n ** 53n,
      2n ** 53n + 1n,
      2n ** 64n - 1n,
    ]);
    expect(tenants.tenantCount).toBe(5);
  });

  test("registering again replaces, and does not count twice", () => {
    const { router: tenants } = router(
      [],
      { tenantId: 1n, maxEntities: 5n },
      { tenantId: 1n, maxEntities: 9n },
    );
    expect(tenants.tenantCount).toBe(1);
    expect(tenants.tenant(1n)).toEqual({ tenantId: 1n, maxEntities: 9n });
  });

  test("removing says whether there was one", () => {
    const { router: tenants } = router([], { tenantId: 1n });
    expect([tenants.removeTenant(1n), tenants.removeTenant(1n)]).toEqual([true, false]);
    expect(tenants.tenantCount).toBe(0);
    expect(tenants.tenant(1n)).toBeUndefined();
  });

  test("one that its type cannot hold is refused, naming the field, and not registered", () => {
    const { router: tenants } = router([]);
    expect(() => {
      tenants.registerTenant({ tenantId: -1n });
    }).toThrow(new RangeError("tenant_id: expected a whole number from 0 to 18446744073709551615, got -1"));
    expect(tenants.tenantCount).toBe(0);
  });
});

describe("route", () => {
  test("gives a shard and that shard's home region", () => {
    const { router: tenants, topology } = router(FIFTEEN, { tenantId: 7n });
    const { shardId, regionId } = tenants.route(7n, 42n);
    expect(topology.homeOf(shardId)).toBe(regionId);
  });

  test("an unknown tenant is a typed error that names it", () => {
    const error = thrownBy(() => router(FIFTEEN).router.route(2n ** 53n + 1n, 1n));
    expect(error).toBeInstanceOf(UnknownTenantError);
    expect(error).toBeInstanceOf(RoutingError);
    expect(error).toMatchObject({
      name: "UnknownTenantError",
      tenantId: 2n ** 53n + 1n,
      message: "tenant 9007199254740993 is not registered; register it before routing its entities",
    });
  });

  test("a policy that no shard meets is a typed error that names tenant and policy", () => {
    const { router: tenants } = router(FIFTEEN, { tenantId: 7n, requiredRegions: [8, 9] });
    const error = thrownBy(() => tenants.route(7n, 1n));
    expect(error).toBeInstanceOf(NoEligibleShardError);
    expect(error).toBeInstanceOf(RoutingError);
    expect(error).toMatchObject({
      name: "NoEligibleShardError",
      tenantId: 7n,
      requiredRegions: [8, 9],
      message: "tenant 7 requires region 8 or 9, and no shard is at home there",
    });
  });

  test("an empty topology is the same error with no policy to name", () => {
    expect(thrownBy(() => router([], { tenantId: 7n }).router.route(7n, 1n))).toMatchObject({
      name: "NoEligibleShardError",
      requiredRegions: [],
      message: "tenant 7 has no shard to go to: the topology names none",
    });
  });

  test.each([-1n, 2n ** 64n])(
    "an entity numbered %s is refused, not wrapped around to another",
    (entityId) => {
      const { router: tenants } = router(FIFTEEN, { tenantId: 7n });
      expect(() => tenants.route(7n, entityId)).toThrow(
        new RangeError(
          `entity_id: expected a whole number from 0 to 18446744073709551615, got ${String(entityId)}`,
        ),
      );
    },
  );

  test("an empty list of required regions is no policy, as if it were absent", () => {
    const { router: tenants } = router(FIFTEEN, { tenantId: 7n, requiredRegions: [] }, { tenantId: 8n });
    const regions = new Set(
      Array.from({ length: 100 }, (_, entity) => tenants.route(7n, BigInt(entity)).regionId),
    );
    expect(regions).toEqual(new Set([0, 1, 2]));
    expect(tenants.unroutableTenantCount).toBe(0);
  });

  test("a new policy of a tenant holds from the next call on", () => {
    const { router: tenants } = router(FIFTEEN, { tenantId: 7n });
    tenants.route(7n, 1n);
    tenants.registerTenant({ tenantId: 7n, requiredRegions: [2] });
    expect(tenants.route(7n, 1n).regionId).toBe(2);
  });

  test("an update of the topology holds from the next call on", () => {
    const { router: tenants, topology } = router([{ shardId: 0, regionId: 0 }], { tenantId: 7n });
    expect(tenants.route(7n, 1n)).toEqual({ shardId: 0, regionId: 0 });
    topology.assign({ shardId: 0, regionId: 5 });
    expect(tenants.route(7n, 1n)).toEqual({ shardId: 0, regionId: 5 });
    topology.remove(0);
    expect(() => tenants.route(7n, 1n)).toThrow(NoEligibleShardError);
  });
});

describe("tenants that cannot be routed", () => {
  test("are counted by their policy, live", () => {
    const { router: tenants, topology } = router(
      [{ shardId: 0, regionId: 0 }],
      { tenantId: 1n, requiredRegions: [0] },
      { tenantId: 2n, requiredRegions: [1] },
      { tenantId: 3n, requiredRegions: [1, 0] },
      { tenantId: 4n },
    );
    expect(tenants.unroutableTenantCount).toBe(1);
    topology.assign({ shardId: 0, regionId: 1 });
    expect(tenants.unroutableTenantCount).toBe(1);
    topology.remove(0);
    expect(tenants.unroutableTenantCount).toBe(3);
  });
});

const ids = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const regionId = fc.integer({ min: 0, max: 4 });
const assignments = fc.uniqueArray(fc.record({ shardId: fc.nat({ max: 65_535 }), regionId }), {
  selector: ({ shardId }) => shardId,
  minLength: 1,
  maxLength: 30,
});
const policy = fc.uniqueArray(regionId, { maxLength: 5 });

describe("properties of placement", () => {
  test("residency is always kept: data goes only where it may, and an error says when it may go nowhere", () => {
    fc.assert(
      fc.property(ids, ids, assignments, policy, (tenantId, entityId, shards, requiredRegions) => {
        const { router: tenants, topology } = router(shards, { tenantId, requiredRegions });
        const mayGo = shards.filter(
          (shard) => requiredRegions.length === 0 || requiredRegions.includes(shard.regionId),
        );
        if (mayGo.length === 0) {
          expect(() => tenants.route(tenantId, entityId)).toThrow(NoEligibleShardError);
          expect(tenants.unroutableTenantCount).toBe(1);
          return;
        }
        const placed = tenants.route(tenantId, entityId);
        expect(mayGo).toContainEqual(placed);
        expect(topology.homeOf(placed.shardId)).toBe(placed.regionId);
        expect(tenants.unroutableTenantCount).toBe(0);
      }),
      propertyRuns(),
    );
  });

  test("two routers agree, in whatever order their topologies and tenants were built", () => {
    fc.assert(
      fc.property(ids, ids, ids, assignments, (tenantId, other, entityId, shards) => {
        const one = router(shards, { tenantId }, { tenantId: other }).router;
        const two = router([...shards].reverse(), { tenantId: other }, { tenantId }).router;
        two.route(other, entityId);
        expect(two.route(tenantId, entityId)).toEqual(one.route(tenantId, entityId));
      }),
      propertyRuns(),
    );
  });

  test("a shard that moves home keeps its keys and takes none, for a tenant without a policy", () => {
    fc.assert(
      fc.property(ids, ids, assignments, fc.nat(), regionId, (tenantId, entityId, shards, pick, newHome) => {
        const { router: tenants, topology } = router(shards, { tenantId });
        const before = tenants.route(tenantId, entityId).shardId;
        const mover = shards[pick % shards.length]?.shardId ?? 0;
        topology.assign({ shardId: mover, regionId: newHome });
        expect(tenants.route(tenantId, entityId).shardId).toBe(before);
      }),
      propertyRuns(),
    );
  });

  test("a shard that leaves or joins moves no key between the others", () => {
    const change = fc.record({ shardId: fc.nat({ max: 65_535 }), regionId });
    fc.assert(
      fc.property(
        ids,
        ids,
        assignments,
        policy,
        change,
        (tenantId, entityId, shards, alsoAllowed, changed) => {
          const requiredRegions = [shards[0]?.regionId ?? 0, ...alsoAllowed];
          const { router: tenants, topology } = router(shards, { tenantId, requiredRegions });
          const before = tenants.route(tenantId, entityId).shardId;
          fc.pre(changed.shardId !== before);
          topology.remove(changed.shardId);
          expect(tenants.route(tenantId, entityId).shardId).toBe(before);
          topology.assign(changed);
          expect([before, changed.shardId]).toContain(tenants.route(tenantId, entityId).shardId);
        },
      ),
      propertyRuns(),
    );
  });
});

describe("tenants that are replaced in steps", () => {
  const tenants = Array.from({ length: 2_500 }, (_, id) => ({ tenantId: BigInt(2_500 - id) }));

  test("stay those of before until the last step, and are in order then", () => {
    const router = new TenantRouter(new Topology([]));
    router.registerTenant({ tenantId: 9_999n });

    const steps = router.replaceInSteps(tenants);
    let count = 0;
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      count += 1;
      expect(router.tenants).toEqual([{ tenantId: 9_999n }]);
    }

    expect(count).toBeGreaterThan(1);
    expect(router.tenants.map(({ tenantId }) => tenantId)).toEqual(tenants.map((_, id) => BigInt(id + 1)));
  });

  test("are none of them registered when one is wrong", () => {
    const router = new TenantRouter(new Topology([]));

    expect(() => [...router.replaceInSteps([{ tenantId: 1n }, { tenantId: -1n }])]).toThrow(RangeError);

    expect(router.tenants).toEqual([]);
  });
});
