import { CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";
import { LIMIT_NAMES } from "../../../../src/limits/limits";
import { seriesFootprint } from "../../../../src/metrics/catalogue/series-footprint";
import { metricsOf, servedGroups } from "../../../../src/metrics/catalogue/selection";

test("a replica has 12 series, a follower 2, a region 36, and the cluster with its exporter 43 and one for each limit", () => {
  expect(seriesFootprint(CATALOGUE)).toEqual({
    perCluster: 43 + LIMIT_NAMES.length,
    perRegion: 36,
    perReplica: 12,
    perFollower: 2,
  });
});

test("with detail by region, replicas and followers have no series", () => {
  const footprint = seriesFootprint(metricsOf(CATALOGUE, servedGroups("region")));
  expect(footprint).toEqual({
    perCluster: 43 + LIMIT_NAMES.length,
    perRegion: 36,
    perReplica: 0,
    perFollower: 0,
  });
});
