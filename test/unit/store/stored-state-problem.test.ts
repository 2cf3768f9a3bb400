import { storedStateProblem } from "../../../src/store/stored-state-problem";
import type { StoredState } from "../../../src/store/store";

const SOUND: StoredState = {
  shards: [
    { shardId: 1, regionId: 0 },
    { shardId: 0, regionId: 0 },
  ],
  tenants: [{ tenantId: 1n }, { tenantId: 0n }],
  retired: [],
};

test("a sound state has no defect, in whatever order it is", () => {
  expect(storedStateProblem(SOUND)).toBeUndefined();
});

test.each<[string, StoredState, string, string]>([
  [
    "a fractional shard id",
    { ...SOUND, shards: [{ shardId: 1.5, regionId: 0 }] },
    "topology.shards.0.shard_id",
    "topology.shards.0.shard_id: expected a whole number from 0 to 65535, got 1.5",
  ],
  [
    "a negative region id",
    { ...SOUND, shards: [...SOUND.shards, { shardId: 2, regionId: -1 }] },
    "topology.shards.2.region_id",
    "topology.shards.2.region_id: expected a whole number from 0 to 65535, got -1",
  ],
  [
    "a shard with two homes",
    { ...SOUND, shards: [...SOUND.shards, { shardId: 1, regionId: 0 }] },
    "topology.shards.2.shard_id",
    "topology.shards.2.shard_id: shard 1 is already listed in topology.shards.0; expected every id once",
  ],
  [
    "a tenant id past 64 bits",
    { ...SOUND, tenants: [{ tenantId: 1n }, { tenantId: 2n ** 64n }], retired: [] },
    "tenants.1.tenant_id",
    "tenants.1.tenant_id: expected a whole number from 0 to 18446744073709551615, got 18446744073709551616",
  ],
  [
    "a tenant twice",
    { ...SOUND, tenants: [...SOUND.tenants, { tenantId: 0n, maxEntities: 1n }], retired: [] },
    "tenants.2.tenant_id",
    "tenants.2.tenant_id: tenant 0 is already listed in tenants.1; expected every id once",
  ],
])("%s is named with its place and value", (_, state, field, message) => {
  expect(storedStateProblem(state)).toEqual({ field, message });
});
