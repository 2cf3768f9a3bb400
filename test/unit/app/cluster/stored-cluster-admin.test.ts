import { StoredClusterAdmin } from "../../../../src/app/cluster/stored-cluster-admin";
import { ControlPlane } from "../../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { Topology } from "../../../../src/domain/membership/topology";
import { StoreError } from "../../../../src/store/store-error";
import { fakeClock } from "../../../support/domain/domain-fixtures";
import { UnreliableStore } from "../../../support/store/unreliable-store";

const ROOM = { maxTenants: 100 };

function setUp() {
  const topology = new Topology([
    { shardId: 1, regionId: 0 },
    { shardId: 2, regionId: 1 },
  ]);
  const time = fakeClock();
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: time.clock,
  });
  const store = new UnreliableStore();
  return { controlPlane, time, store, topology, admin: new StoredClusterAdmin(store, controlPlane) };
}

describe("changing topology and tenants", () => {
  test("keeps the change and applies it", async () => {
    const { admin, store, topology, controlPlane, time } = setUp();

    await admin.assignShard({ shardId: 1, regionId: 7 });
    await admin.putTenant({ tenantId: 5n, requiredRegions: [7] }, ROOM);

    expect(topology.homeOf(1)).toBe(7);
    expect(controlPlane.tenantRouter.route(5n, 1n)).toEqual({ shardId: 1, regionId: 7 });
    expect(store.saved.at(-1)).toEqual({
      shards: [
        { shardId: 1, regionId: 7 },
        { shardId: 2, regionId: 1 },
      ],
      tenants: [{ tenantId: 5n, requiredRegions: [7] }],
      retired: [{ shardId: 1, regionId: 0, silentSinceNs: time.wallNs }],
      known: [],
    });
  });

  test("builds each change on the one before, also when both are asked for at once", async () => {
    const { admin, store } = setUp();

    await Promise.all([
      admin.assignShard({ shardId: 3, regionId: 0 }),
      admin.assignShard({ shardId: 4, regionId: 0 }),
    ]);

    expect(
      store.saved
        .at(-1)
        ?.shards.map(({ shardId }) => shardId)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
  });

  test("changes nothing when the store cannot keep it, and works again afterwards", async () => {
    const { admin, store, topology } = setUp();
    store.isFailing = true;

    await expect(admin.assignShard({ shardId: 1, regionId: 7 })).rejects.toThrow(StoreError);
    expect(topology.homeOf(1)).toBe(0);

    store.isFailing = false;
    await admin.assignShard({ shardId: 1, regionId: 7 });
    expect(topology.homeOf(1)).toBe(7);
  });

  test.each([
    ["a shard that is there", 1, true],
    ["a shard that is not", 9, false],
  ])("removing %s says so", async (_, shardId, wasThere) => {
    const { admin, topology } = setUp();

    expect(await admin.removeShard(shardId)).toBe(wasThere);
    expect(topology.homeOf(shardId)).toBeUndefined();
  });

  test("removing a region removes the shards at home in it, from the store too", async () => {
    const { admin, store } = setUp();

    expect(await admin.removeRegion(1)).toBe(true);

    expect(store.saved.at(-1)?.shards).toEqual([{ shardId: 1, regionId: 0 }]);
  });

  test("removing a tenant removes it from the store too", async () => {
    const { admin, store, controlPlane } = setUp();
    await admin.putTenant({ tenantId: 5n }, ROOM);

    expect(await admin.removeTenant(5n)).toBe(true);
    expect(await admin.removeTenant(5n)).toBe(false);

    expect(store.saved.at(-1)?.tenants).toEqual([]);
    expect(controlPlane.tenantRouter.tenantCount).toBe(0);
  });

  test("says where things are kept when the store is read-only", () => {
    const { controlPlane } = setUp();

    expect(new StoredClusterAdmin(new UnreliableStore({ readOnly: true }), controlPlane).keptIn).toBe(
      "memory",
    );
    expect(new StoredClusterAdmin(new UnreliableStore(), controlPlane).keptIn).toBeUndefined();
  });
});

describe("planned work", () => {
  const WORK = { id: "drain", regionId: 1, by: "alice", reason: "upgrade", durationMs: 60_000 };

  test("is kept, then in force; ended it is kept no more", async () => {
    const { admin, store, controlPlane } = setUp();
    await expect(admin.announce(WORK)).resolves.toMatchObject({ kind: "announced" });
    expect(store.saved.at(-1)?.maintenance).toEqual(controlPlane.maintenance.all);
    expect(controlPlane.maintenance.all).toMatchObject([{ id: "drain", regionId: 1 }]);
    await expect(admin.announce(WORK)).resolves.toMatchObject({ kind: "renewed" });
    await expect(admin.endMaintenance("drain")).resolves.toBe(true);
    expect(store.saved.at(-1)?.maintenance).toEqual([]);
    await expect(admin.endMaintenance("drain")).resolves.toBe(false);
    expect(store.saved).toHaveLength(3);
  });

  test("that cannot be kept is not in force, and what cannot be ended stays so", async () => {
    const { admin, store, controlPlane } = setUp();
    store.isFailing = true;
    await expect(admin.announce(WORK)).rejects.toThrow(StoreError);
    expect(controlPlane.maintenance.all).toEqual([]);
    store.isFailing = false;
    await admin.announce(WORK);
    store.isFailing = true;
    await expect(admin.endMaintenance("drain")).rejects.toThrow(StoreError);
    expect(controlPlane.maintenance.get("drain")).toBeDefined();
  });

  test("goes with every other change, and what is refused keeps nothing", async () => {
    const { admin, store } = setUp();
    await admin.announce(WORK);
    await admin.putTenant({ tenantId: 5n }, ROOM);
    expect(store.saved.at(-1)?.maintenance).toMatchObject([{ id: "drain" }]);
    await expect(admin.announce({ ...WORK, durationMs: 1e9 })).resolves.toMatchObject({ kind: "too_long" });
    expect(store.saved).toHaveLength(2);
  });
});
