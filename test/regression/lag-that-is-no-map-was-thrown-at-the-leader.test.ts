import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../src/domain/membership/topology";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { shardStats } from "../support/domain/domain-fixtures";

/** What a leader process without a type checker hands in, as from `JSON.parse`: its heartbeat is refused, and the process goes on. */
test.each<[string, unknown]>([
  ["an object", { 1: 7 }],
  ["pairs", [[1, 7n]]],
  ["null", null],
  ["nothing", undefined],
])("a heartbeat whose lag is %s is refused and not thrown back", (_, replicationLag) => {
  const topology = new Topology([{ shardId: 0, regionId: 0 }]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: () => ({ monotonicMs: 0, wallNs: 0n }),
  });

  const outcome = controlPlane.recordShardHeartbeat({ ...shardStats(), replicationLag } as ShardStats);

  expect(outcome).toMatchObject({ result: "rejected", field: "replication_lag" });
});
