import { SystemControlPlane } from "../../../../src/app/cluster/system-control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { Topology } from "../../../../src/domain/membership/topology";
import { parseClusterHealth } from "../../../../src/wire/shapes/cluster-health";
import { fakeClock, shardStats } from "../../../support/domain/domain-fixtures";

const EDGES = [0n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 64n - 1n];

describe("the control plane as applications embed it", () => {
  test.each(EDGES)("acceptance 4: healthJson() round-trips without loss when its counts are %s", (edge) => {
    const topology = new Topology([{ shardId: 1, regionId: 0 }]);
    const { clock } = fakeClock({ wallNs: edge });
    const controlPlane = new SystemControlPlane(
      topology,
      new TenantRouter(topology),
      new ReplicationLagGauge(),
      {
        clock,
        regionNames: new Map([[0, "us-east"]]),
      },
    );
    controlPlane.recordShardHeartbeat(
      shardStats({
        shardId: 1,
        entityCount: edge,
        diskBytes: edge,
        lastHeartbeatNs: edge,
        leaderSeqno: edge,
        signalsTotal: edge,
        bootId: edge,
        heartbeatSeq: edge,
        appliedSeqno: edge,
        replicationLag: new Map([[2, edge]]),
        replicationLagNs: new Map([[2, edge]]),
      }),
    );

    const text = controlPlane.healthJson();

    expect(parseClusterHealth(text)).toEqual({ ok: true, value: controlPlane.health() });
    expect(text).toContain(`"entity_count": ${String(edge)}`);
  });

  test("runs on the machine's clocks unless told otherwise", () => {
    const topology = new Topology([{ shardId: 1, regionId: 0 }]);
    const before = BigInt(Date.now()) * 1_000_000n;

    const controlPlane = new SystemControlPlane(
      topology,
      new TenantRouter(topology),
      new ReplicationLagGauge(),
    );

    expect(controlPlane.health().snapshotNs).toBeGreaterThanOrEqual(before);
  });
});
