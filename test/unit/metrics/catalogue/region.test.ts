import type { RegionStatus } from "../../../../src/domain/terms/cluster-health";
import {
  clusterSnapshot,
  inboundLag,
  regionSnapshot,
  transitionCounts,
} from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

const usEast = { regionId: 0, name: "us-east" };
const euWest = { regionId: 1, name: "eu-west" };

test.each<[RegionStatus, number[]]>([
  ["Healthy", [1, 0, 0, 0]],
  ["Degraded", [0, 1, 0, 0]],
  ["Offline", [0, 0, 1, 0]],
  ["Unknown", [0, 0, 0, 1]],
])(
  "a region that is %s has 1 for that state and 0 for the other three",
  (state, [healthy, degraded, offline, unknown]) => {
    const cluster = clusterSnapshot({ regions: [regionSnapshot({ ...usEast, state })] });
    expect(renderedMetric("tidaldb_region_health", cluster)).toEqual([
      `tidaldb_region_health{region="us-east",state="healthy"} ${healthy ?? ""}`,
      `tidaldb_region_health{region="us-east",state="degraded"} ${degraded ?? ""}`,
      `tidaldb_region_health{region="us-east",state="offline"} ${offline ?? ""}`,
      `tidaldb_region_health{region="us-east",state="unknown"} ${unknown ?? ""}`,
    ]);
  },
);

test("regions have an info by id, also those that are known only as followers, and each just once", () => {
  const cluster = clusterSnapshot({
    regions: [regionSnapshot(usEast), regionSnapshot({ regionId: 9 })],
    inboundLag: [
      inboundLag({ regionId: 1, regionName: "eu-west" }),
      inboundLag({ regionId: 9 }),
      inboundLag({ regionId: 10 }),
    ],
  });
  expect(renderedMetric("tidaldb_region_info", cluster)).toEqual([
    'tidaldb_region_info{region="us-east",region_id="0"} 1',
    'tidaldb_region_info{region="eu-west",region_id="1"} 1',
    'tidaldb_region_info{region="9",region_id="9"} 1',
    'tidaldb_region_info{region="10",region_id="10"} 1',
  ]);
});

test("a region known only as a follower has no health, no replicas and no sums", () => {
  const cluster = clusterSnapshot({ inboundLag: [inboundLag({ regionName: "eu-west", lagSeconds: 2 })] });
  expect(renderedMetric("tidaldb_region_inbound_lag_seconds", cluster)).toEqual([
    'tidaldb_region_inbound_lag_seconds{region="eu-west"} 2',
  ]);
  for (const name of ["health", "replicas", "entities", "signals_per_second", "wal_bytes"]) {
    expect(renderedMetric(`tidaldb_region_${name}`, cluster)).toEqual([]);
  }
});

test("the time of the last change keeps its microseconds", () => {
  const cluster = clusterSnapshot({
    regions: [regionSnapshot({ ...usEast, sinceNs: 1_700_000_000_123_456_000n })],
  });
  const [line = ""] = renderedMetric("tidaldb_region_health_changed_timestamp_seconds", cluster);
  expect(line).toBe('tidaldb_region_health_changed_timestamp_seconds{region="us-east"} 1700000000.123456');
});

test("every pair of different states has a transition counter, also those that never happened", () => {
  const transitions = transitionCounts({ "Healthy>Offline": 3, "Offline>Healthy": 2 });
  const cluster = clusterSnapshot({ regions: [regionSnapshot({ ...euWest, transitions })] });
  const lines = renderedMetric("tidaldb_region_health_transitions_total", cluster);
  const prefix = 'tidaldb_region_health_transitions_total{region="eu-west",';
  expect(lines).toHaveLength(12);
  expect(lines).toContain(`${prefix}from="healthy",to="offline"} 3`);
  expect(lines).toContain(`${prefix}from="offline",to="healthy"} 2`);
  expect(lines).toContain(`${prefix}from="unknown",to="degraded"} 0`);
  expect(lines.filter((line) => line.endsWith(" 0"))).toHaveLength(10);
});

test("a region is explained unless something is left that no incident explains", () => {
  const regions = [regionSnapshot(usEast), regionSnapshot({ ...euWest, isExplained: false })];
  expect(renderedMetric("tidaldb_region_health_explained", clusterSnapshot({ regions }))).toEqual([
    'tidaldb_region_health_explained{region="us-east"} 1',
    'tidaldb_region_health_explained{region="eu-west"} 0',
  ]);
});

test("replicas are counted by state, and all four states are always there", () => {
  const replicas = { Pending: 4, Offline: 0, Degraded: 2, Healthy: 1 };
  const cluster = clusterSnapshot({ regions: [regionSnapshot({ ...usEast, replicas })] });
  expect(renderedMetric("tidaldb_region_replicas", cluster)).toEqual([
    'tidaldb_region_replicas{region="us-east",state="healthy"} 1',
    'tidaldb_region_replicas{region="us-east",state="degraded"} 2',
    'tidaldb_region_replicas{region="us-east",state="offline"} 0',
    'tidaldb_region_replicas{region="us-east",state="pending"} 4',
  ]);
});

test.each([
  ["tidaldb_region_entities", "18446744073709552000", "7"],
  ["tidaldb_region_signals_per_second", "0.5", "1e+21"],
  ["tidaldb_region_wal_bytes", "4096", "0"],
])("%s has one series per region", (name, first, second) => {
  const cluster = clusterSnapshot({
    regions: [
      regionSnapshot({
        ...usEast,
        entities: 18_446_744_073_709_551_615n,
        signalsPerSecond: 0.5,
        walBytes: 4096n,
      }),
      regionSnapshot({ ...euWest, entities: 7n, signalsPerSecond: 1e21, walBytes: 0n }),
    ],
  });
  expect(renderedMetric(name, cluster)).toEqual([
    `${name}{region="us-east"} ${first}`,
    `${name}{region="eu-west"} ${second}`,
  ]);
});

test("a region that planned work covers says so, whatever its state", () => {
  const regions = [
    regionSnapshot({ regionId: 0, name: "us-east", announcedBy: [] }),
    regionSnapshot({ regionId: 1, name: "eu-west", state: "Offline", announcedBy: ["drain-eu"] }),
  ];
  expect(renderedMetric("tidaldb_region_announced", clusterSnapshot({ regions }))).toEqual([
    'tidaldb_region_announced{region="eu-west"} 1',
  ]);
});
