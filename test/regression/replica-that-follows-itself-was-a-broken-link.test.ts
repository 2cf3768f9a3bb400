import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../src/domain/membership/topology";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { shardStats } from "../support/domain/domain-fixtures";

test("a leader that names its own region among its followers is told by its shard, and not as a link of the region with itself", () => {
  const topology = new Topology([{ shardId: 0, regionId: 0 }]);
  let ms = 0;
  const wallNs = (): bigint => BigInt(ms) * 1_000_000n + 1_700_000_000_000_000_000n;
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: () => ({ monotonicMs: ms, wallNs: wallNs() }),
  });
  for (; ms <= 120_000; ms += 5_000) {
    const { wallNs: lastHeartbeatNs } = controlPlane.now();
    const replicationLagNs = new Map([[0, 60_000_000_000n]]);
    const lag = { replicationLag: new Map([[0, 12n]]), replicationLagNs };
    controlPlane.recordShardHeartbeat(
      shardStats({ shardId: 0, regionId: 0, role: "leader", lastHeartbeatNs, ...lag }),
    );
    controlPlane.tick();
  }

  const incidents = controlPlane.snapshot().incidents.map(({ cause, title }) => ({ cause, title }));
  expect(incidents).toEqual([{ cause: "shard_behind", title: "shard 0 in 0 behind 0: critical" }]);
});
