import type { RegionHealth } from "../../../../src/domain/terms/cluster-health";
import type { RegionId } from "../../../../src/domain/terms/ids";
import { PEER_METRICS } from "../../../../src/metrics/catalogue/peer";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { exporterStatus, renderedMetric } from "../../../support/metrics/rendered-metric";
import { peerReading } from "../../../support/sources/peer-reading";

/** Region 0 is heard, region 1 has not been heard yet. */
function cluster() {
  const known = new TestCluster([
    [0, 0],
    [1, 1],
  ]);
  known.beat(0, 0);
  return known.controlPlane.snapshot();
}

function rendered(exporter = exporterStatus()): readonly string[] {
  return PEER_METRICS.flatMap(({ name }) => renderedMetric(name, cluster(), exporter));
}

test("without peers there is nothing", () => {
  expect(rendered()).toEqual([]);
});

test("peers are counted, shown with what they say of regions that are known here, and compared", () => {
  const regions = new Map<RegionId, RegionHealth>([
    [0, "Offline"],
    [9, "Healthy"],
  ]);
  const down = peerReading({ name: "zone-c", isUp: false, lastSuccessNs: undefined, regions: new Map() });
  expect(rendered(exporterStatus({ peers: [peerReading({ regions }), down] }))).toEqual([
    'tidaldb_exporter_peers{state="up"} 1',
    'tidaldb_exporter_peers{state="down"} 1',
    'tidaldb_exporter_disagreement{region="0"} 1',
    'tidaldb_exporter_disagreement{region="1"} 0',
    'tidaldb_peer_up{peer="zone-b"} 1',
    'tidaldb_peer_up{peer="zone-c"} 0',
    'tidaldb_peer_last_success_timestamp_seconds{peer="zone-b"} 1700000000',
    'tidaldb_peer_region_health{peer="zone-b",region="0",state="healthy"} 0',
    'tidaldb_peer_region_health{peer="zone-b",region="0",state="degraded"} 0',
    'tidaldb_peer_region_health{peer="zone-b",region="0",state="offline"} 1',
  ]);
});
