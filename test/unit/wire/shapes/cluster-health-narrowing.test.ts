import type { ClusterHealth, RegionDetails, RegionStatus } from "../../../../src/domain/terms/cluster-health";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { parseClusterHealth, printClusterHealth } from "../../../../src/wire/shapes/cluster-health";
import { narrowHealth } from "../../../../src/wire/shapes/cluster-health-narrowing";

const replica = (shardId: number, regionId: number): ShardStats => ({
  shardId,
  regionId,
  entityCount: 1n,
  signalThroughputEps: 1,
  replicationLag: new Map(),
  diskBytes: 1n,
  lastHeartbeatNs: 1n,
});

const details = (name: string, state: RegionStatus): RegionDetails => ({
  name,
  state,
  sinceNs: 1n,
  reasons: [],
});

const OWN: ClusterHealth = {
  snapshotNs: 1n,
  shards: [replica(1, 0), replica(1, 1), replica(2, 0)],
  regions: new Map([
    [0, "Healthy"],
    [1, "Offline"],
  ]),
  tenantCount: 3,
  totalEntities: 2n,
  totalSignalsEps: 2,
};

const EXTENDED: ClusterHealth = {
  ...OWN,
  cluster: "prod",
  status: "Offline",
  regionDetails: new Map([
    [0, details("us-east", "Healthy")],
    [1, details("eu-west", "Offline")],
    [2, details("ap-south", "Unknown")],
  ]),
};

test("asked for nothing less, it is the same", () => {
  expect(narrowHealth(EXTENDED, {})).toBe(EXTENDED);
  expect(narrowHealth(EXTENDED, { shards: true })).toBe(EXTENDED);
});

test("replicas that are left out leave an empty array, so that the Rust type can still read it", () => {
  const narrowed = narrowHealth(EXTENDED, { shards: false });
  expect(narrowed).toStrictEqual({ ...EXTENDED, shards: [] });
  expect(parseClusterHealth(printClusterHealth(narrowed))).toStrictEqual({ ok: true, value: narrowed });
});

test("one region has its own replicas, state and details; totals go on describing the cluster", () => {
  expect(narrowHealth(EXTENDED, { regionId: 0 })).toStrictEqual({
    ...EXTENDED,
    shards: [replica(1, 0), replica(2, 0)],
    regions: new Map([[0, "Healthy"]]),
    status: "Healthy",
    regionDetails: new Map([[0, details("us-east", "Healthy")]]),
  });
});

test("one region without its replicas", () => {
  expect(narrowHealth(EXTENDED, { regionId: 1, shards: false })).toMatchObject({
    shards: [],
    regions: new Map([[1, "Offline"]]),
    status: "Offline",
  });
});

test("a region that has not been heard is Unknown and stays out of the Rust enum", () => {
  expect(narrowHealth(EXTENDED, { regionId: 2 })).toMatchObject({
    shards: [],
    regions: new Map(),
    status: "Unknown",
  });
});

test("a region that does not exist leaves nothing but the totals", () => {
  expect(narrowHealth(EXTENDED, { regionId: 9 })).toStrictEqual({
    ...EXTENDED,
    shards: [],
    regions: new Map(),
    status: "Unknown",
    regionDetails: new Map(),
  });
});

test("extensions that were not there are not invented", () => {
  expect(narrowHealth(OWN, { regionId: 1 })).toStrictEqual({
    ...OWN,
    shards: [replica(1, 1)],
    regions: new Map([[1, "Offline"]]),
  });
});

test("without details the state comes from the regions", () => {
  expect(narrowHealth({ ...OWN, status: "Offline" }, { regionId: 0 }).status).toBe("Healthy");
});

test("the health that was narrowed is unchanged", () => {
  narrowHealth(EXTENDED, { regionId: 0, shards: false });
  expect(EXTENDED.shards).toHaveLength(3);
  expect(EXTENDED.regions.size).toBe(2);
});
