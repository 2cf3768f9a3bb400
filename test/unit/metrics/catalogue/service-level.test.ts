import { clusterSnapshot, regionSnapshot, stateSeconds } from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

test("a region has the seconds of each state, apart from those that planned work explains", () => {
  const seconds = stateSeconds({ Healthy: 86_400.25, Offline: 31, "Offline announced": 430, Unknown: 5 });
  const regions = [regionSnapshot({ name: "eu-west", stateSeconds: seconds })];
  expect(renderedMetric("tidaldb_region_state_seconds_total", clusterSnapshot({ regions }))).toEqual([
    'tidaldb_region_state_seconds_total{region="eu-west",state="healthy",announced="false"} 86400.25',
    'tidaldb_region_state_seconds_total{region="eu-west",state="degraded",announced="false"} 0',
    'tidaldb_region_state_seconds_total{region="eu-west",state="degraded",announced="true"} 0',
    'tidaldb_region_state_seconds_total{region="eu-west",state="offline",announced="false"} 31',
    'tidaldb_region_state_seconds_total{region="eu-west",state="offline",announced="true"} 430',
    'tidaldb_region_state_seconds_total{region="eu-west",state="unknown",announced="false"} 5',
  ]);
});

test("the followers in a region have seconds within the limit and beyond it, also where it has no replica", () => {
  const followerSeconds = [
    { regionId: 1, regionName: "eu-west", seconds: { fresh: 7_200.5, late: 30, announcedLate: 12 } },
  ];
  const cluster = clusterSnapshot({ followerSeconds });
  expect(renderedMetric("tidaldb_region_follower_seconds_total", cluster)).toEqual([
    'tidaldb_region_follower_seconds_total{region="eu-west",state="fresh",announced="false"} 7200.5',
    'tidaldb_region_follower_seconds_total{region="eu-west",state="late",announced="false"} 30',
    'tidaldb_region_follower_seconds_total{region="eu-west",state="late",announced="true"} 12',
  ]);
  expect(renderedMetric("tidaldb_region_info", cluster)).toEqual([
    'tidaldb_region_info{region="eu-west",region_id="1"} 1',
  ]);
});

test("nobody who counts no seconds serves any", () => {
  const cluster = clusterSnapshot({ regions: [regionSnapshot()] });
  expect(renderedMetric("tidaldb_region_state_seconds_total", cluster)).toEqual([]);
  expect(renderedMetric("tidaldb_region_follower_seconds_total", cluster)).toEqual([]);
});
