import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFollowing } from "../../../../src/app/background/start-following";
import { StoredClusterAdmin } from "../../../../src/app/cluster/stored-cluster-admin";
import { ControlPlane } from "../../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../../../src/domain/membership/topology";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { RefusedChangeError } from "../../../../src/http/routing/refused-change-error";
import { FileStore } from "../../../../src/store/file/file-store";
import { NatsStore } from "../../../../src/store/nats/nats-store";
import { fakeClock, shardStats } from "../../../support/domain/domain-fixtures";
import { MemoryBucket, MemoryServers } from "../../../support/store/memory-bucket";

const ROOM = { maxTenants: 100 };

describe("Two control planes that share a store", () => {
  let folder: string;
  let servers: MemoryServers;
  const endings: (() => void | Promise<void>)[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shared-admin-"));
    servers = new MemoryServers();
  });

  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true });
  });

  async function controlPlane(name: string) {
    const bucket = new MemoryBucket(servers);
    const copy = await FileStore.open(join(folder, `${name}.json`));
    const store = await NatsStore.open({ bucket, copy, hasCopy: false, lookEveryMs: 3_600_000 });
    const { shards, tenants, retired } = await store.load();
    const topology = new Topology(shards);
    const router = new TenantRouter(topology);
    for (const tenant of tenants) router.registerTenant(tenant);
    const time = fakeClock();
    const plane = new ControlPlane(topology, router, new ReplicationLagGauge(), { clock: time.clock });
    plane.membershipRecord.restore(retired);
    const admin = new StoredClusterAdmin(store, plane);
    endings.push(() => store.close());
    return { plane, admin, store, bucket, topology, time };
  }

  type Both = Awaited<ReturnType<typeof controlPlane>>;

  /** Both know the same. */
  async function met(...planes: readonly Both[]): Promise<void> {
    for (const { admin } of planes) await admin.follow();
  }

  const WORK = { id: "drain", regionId: 1, by: "alice", reason: "upgrade", durationMs: 3_600_000 };

  test("planned work reaches the other, also when it is ended", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await a.admin.announce(WORK);
    await met(a, b);
    expect(b.plane.maintenance.all).toEqual(a.plane.maintenance.all);
    expect(b.plane.maintenance.all).toHaveLength(1);
    await b.admin.endMaintenance("drain");
    await met(a, b);
    expect(a.plane.maintenance.all).toEqual([]);
  });

  test("the same work may be announced and renewed at both, and other work of that id is a 409 that says what it lost to", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await met(a, b);
    const leased = { ...WORK, leaseMs: 120_000 };
    await a.admin.announce(leased);
    await expect(b.admin.announce(leased)).resolves.toMatchObject({ kind: "renewed" });
    await expect(a.admin.announce(leased)).resolves.toMatchObject({ kind: "renewed" });
    await expect(b.admin.announce({ ...leased, reason: "another one" })).resolves.toMatchObject({
      kind: "renewed",
    });
    await expect(a.admin.announce({ ...leased, regionId: 2 })).rejects.toThrow(
      /the work drain is \{.*"reason":"another one".*\} now; look at it/,
    );
  });

  test.each([
    ["the home of a shard", ({ admin }: Both) => admin.assignShard({ shardId: 1, regionId: 2 })],
    ["a tenant", ({ admin }: Both) => admin.putTenant({ tenantId: 5n, requiredRegions: [0] }, ROOM)],
  ])("what is already as it was asked for is no conflict: %s", async (_what, change) => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await met(a, b);
    await change(a);

    await expect(change(b)).resolves.toBeDefined();
    expect(b.topology.assignments).toEqual(a.topology.assignments);
    expect(b.plane.tenantRouter.tenants).toEqual(a.plane.tenantRouter.tenants);
  });

  test("each takes over what the other changed: shards that come, move and go, and tenants", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    await a.admin.assignShard({ shardId: 2, regionId: 0 });
    await a.admin.putTenant({ tenantId: 5n, requiredRegions: [0] }, ROOM);
    await met(b);
    await b.admin.assignShard({ shardId: 1, regionId: 7 });
    await b.admin.removeShard(2);
    await b.admin.removeTenant(5n);
    await met(a);

    expect(a.topology.assignments).toEqual([{ shardId: 1, regionId: 7 }]);
    expect(a.plane.tenantRouter.tenants).toEqual([]);
    expect(b.topology.assignments).toEqual(a.topology.assignments);
  });

  test("no change waits for the list of who is known, which is kept apart soon after", async () => {
    const a = await controlPlane("a");
    a.plane.recordShardHeartbeat(shardStats({ shardId: 7, regionId: 3 }));
    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    expect([...servers.entries.keys()]).toEqual(["state"]);

    await a.admin.keepKnown();
    expect([...servers.entries.keys()]).toEqual(["state", "known"]);
  });

  test("what one removed stays away at the other, also where it had only ever named itself", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    for (const { plane } of [a, b]) {
      plane.recordShardHeartbeat(shardStats({ shardId: 7, regionId: 3 }));
      plane.recordShardHeartbeat(shardStats({ shardId: 8, regionId: 4 }));
    }
    await a.admin.removeShard(7);
    await a.admin.removeRegion(4);
    await met(b);

    expect(b.plane.health().shards).toEqual([]);
    for (const [shardId, regionId] of [
      [7, 3],
      [9, 4],
    ] as const) {
      b.time.advance(1_000);
      const outcome = b.plane.recordShardHeartbeat(shardStats({ shardId, regionId }));
      expect(outcome).toEqual({ result: "retired" });
    }
  });

  test("what one named again is welcome at the other", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await a.admin.assignShard({ shardId: 7, regionId: 3 });
    await a.admin.removeRegion(3);
    await met(b);
    await a.admin.assignShard({ shardId: 7, regionId: 3 });
    await a.admin.assignShard({ shardId: 7, regionId: 5 });
    await met(b);

    const outcome = b.plane.recordShardHeartbeat(shardStats({ shardId: 9, regionId: 3 }));
    expect(outcome).toEqual({ result: "accepted" });
  });

  test("changes of different things at once both hold", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];

    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    await b.admin.assignShard({ shardId: 2, regionId: 0 });
    await a.admin.putTenant({ tenantId: 1n }, ROOM);
    await met(a, b);

    expect(a.topology.size).toBe(2);
    expect(b.topology.size).toBe(2);
    expect(b.plane.tenantRouter.tenant(1n)).toBeDefined();
  });

  test.each([
    [
      "assigned a shard",
      ({ admin }: Both) => admin.assignShard({ shardId: 1, regionId: 2 }),
      ({ admin }: Both) => admin.assignShard({ shardId: 1, regionId: 3 }),
      /^another change was first \(.*\): shard 1 is at home in region 2 now; look at it/,
    ],
    [
      "removed a shard",
      ({ admin }: Both) => admin.removeShard(1),
      ({ admin }: Both) => admin.assignShard({ shardId: 1, regionId: 3 }),
      /shard 1 is not in the topology now/,
    ],
    [
      "moved a shard into a region that is removed",
      ({ admin }: Both) => admin.assignShard({ shardId: 9, regionId: 0 }),
      ({ admin }: Both) => admin.removeRegion(0),
      /region 0 is home to 2 shards, others than before, now/,
    ],
    [
      "changed a tenant",
      ({ admin }: Both) => admin.putTenant({ tenantId: 4n, maxEntities: 1n }, ROOM),
      ({ admin }: Both) => admin.removeTenant(4n),
      /tenant 4 is \{"tenant_id":4,"max_entities":1\} now/,
    ],
  ])("the second of two is told what it lost to: the first %s", async (_, first, second, message) => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    await a.admin.putTenant({ tenantId: 4n }, ROOM);
    await met(b);
    await first(a);

    const losing = second(b);

    await expect(losing).rejects.toThrow(message);
    await expect(losing).rejects.toMatchObject({ status: 409 });
    expect(b.topology.assignments).toEqual(a.topology.assignments);
  });

  test("says why a change is not kept while NATS is gone, and changes nothing", async () => {
    const a = await controlPlane("a");
    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    a.bucket.cutOff("connection refused");

    const refused = a.admin.assignShard({ shardId: 1, regionId: 5 });

    await expect(refused).rejects.toThrow(RefusedChangeError);
    await expect(refused).rejects.toThrow(
      /cannot be reached: connection refused; nothing was changed; send it again once it can be reached$/,
    );
    expect(a.topology.homeOf(1)).toBe(0);
  });

  test("goes on noting when those that left are heard, without a conflict that anybody sees", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await a.admin.assignShard({ shardId: 1, regionId: 0 });
    await a.admin.removeShard(1);
    await met(b);
    for (const { plane, time } of [a, b]) {
      time.advance(60_000);
      plane.recordShardHeartbeat(shardStats({ shardId: 1, regionId: 0 }));
    }

    await a.admin.keepRetirements();
    await expect(b.admin.keepRetirements()).resolves.toBeUndefined();

    const written = servers.revision;
    await b.admin.keepRetirements();
    expect(servers.revision).toBe(written);
  });

  test("follows by itself, once for many changes at once", async () => {
    const [a, b] = [await controlPlane("a"), await controlPlane("b")];
    await b.store.check();
    let follows = 0;
    let settled = Promise.resolve();
    const failures: unknown[] = [];
    endings.push(
      startFollowing(
        b.store.shared,
        () => {
          follows += 1;
          settled = b.admin.follow();
          return settled;
        },
        (error) => failures.push(error),
      ),
    );

    await Promise.all(
      Array.from({ length: 20 }, (_, shardId) => a.admin.assignShard({ shardId, regionId: 0 })),
    );
    await settled;
    await b.admin.follow();

    expect(b.topology.size).toBe(20);
    expect(failures).toEqual([]);
    expect(follows).toBeLessThanOrEqual(20);
  });
});
