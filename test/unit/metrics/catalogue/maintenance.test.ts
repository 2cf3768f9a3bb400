import { MAINTENANCE_METRICS } from "../../../../src/metrics/catalogue/maintenance";
import { maintenanceWindow } from "../../../support/domain/maintenance-window";
import { clusterSnapshot, regionSnapshot } from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

test("planned work has when it was announced, and when it ends: at its end, or with its lease", () => {
  const cluster = clusterSnapshot({
    regions: [regionSnapshot({ regionId: 1, name: "eu-west" })],
    maintenance: [
      maintenanceWindow({ id: "drain-eu", startedNs: 5_000_000_000n, untilNs: 3_600_000_000_000n }),
      maintenanceWindow({ id: "replica", regionId: 7, shardId: 0, leaseUntilNs: 120_500_000_000n }),
      maintenanceWindow({ id: "shard", shardId: 3 }),
    ],
  });
  expect(MAINTENANCE_METRICS.flatMap(({ name }) => renderedMetric(name, cluster))).toEqual([
    'tidaldb_maintenance_started_timestamp_seconds{id="drain-eu",region="eu-west",shard=""} 5',
    'tidaldb_maintenance_started_timestamp_seconds{id="replica",region="7",shard="0"} 0',
    'tidaldb_maintenance_started_timestamp_seconds{id="shard",region="",shard="3"} 0',
    'tidaldb_maintenance_end_timestamp_seconds{id="drain-eu",region="eu-west",shard=""} 3600',
    'tidaldb_maintenance_end_timestamp_seconds{id="replica",region="7",shard="0"} 120.5',
    'tidaldb_maintenance_end_timestamp_seconds{id="shard",region="",shard="3"} 3600',
  ]);
});

test("nothing planned has no series", () => {
  expect(MAINTENANCE_METRICS.flatMap(({ name }) => renderedMetric(name, clusterSnapshot()))).toEqual([]);
});
