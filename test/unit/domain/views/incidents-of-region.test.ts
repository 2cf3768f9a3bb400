import { incidentsOfRegion } from "../../../../src/domain/views/incidents-of-region";
import { incident } from "../../../support/metrics/cluster-snapshot";

const silent = incident({ id: "region:1", regionId: 1, affectedRegionIds: [1, 2] });
const link = incident({ id: "link:0-3", cause: "link", regionId: 0, peerId: 3, affectedRegionIds: [] });
const everywhere = incident({
  id: "cluster",
  cause: "nothing_heard",
  regionId: undefined,
  affectedRegionIds: [0, 1],
});

test.each([
  [0, ["link:0-3", "cluster"]],
  [1, ["region:1", "cluster"]],
  [2, ["region:1"]],
  [3, ["link:0-3"]],
  [4, []],
])(
  "region %d is concerned by what it is the subject of, the other end of, or affected by: %j",
  (regionId, ids) => {
    expect(incidentsOfRegion([silent, link, everywhere], regionId).map(({ id }) => id)).toEqual(ids);
  },
);
