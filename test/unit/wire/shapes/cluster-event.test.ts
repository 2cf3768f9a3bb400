import { clusterEventSchema, clusterEventToWire } from "../../../../src/wire/shapes/cluster-event";
import type { ClusterEvent } from "../../../../src/domain/terms/cluster-event";
import { readBack } from "../../../support/wire/read-back";

const BARE: ClusterEvent = {
  id: 7,
  kind: "exporter_stopped",
  atNs: 1_732_300_000_123_456_789n,
  title: "exporter stopped: it was asked to",
};

const WHOLE: ClusterEvent = {
  ...BARE,
  kind: "incident_changed",
  regionId: 1,
  regionName: "eu-west",
  peerId: 0,
  peerName: "us-east",
  shardId: 3,
  source: "leader",
  tenantId: 18446744073709551615n,
  incidentId: "region:1",
  cause: "region_silent",
  previousCause: "region_behind",
  affectedRegionIds: [0, 1],
  from: "Degraded",
  to: "Offline",
  reasonCount: 0,
  reasons: [],
  startedNs: 1_732_299_999_000_000_000n,
  durationSeconds: 1.5,
  counts: new Map([["moved", 2]]),
};

test.each([
  ["has nothing but what happened", BARE],
  ["has all that an event may have", WHOLE],
])("an event that %s is read as it was printed", (_what, event) => {
  expect(readBack(clusterEventSchema, clusterEventToWire(event))).toEqual({ ok: true, value: event });
});

test("the time of an event is there for people as well; what it does not have is left out", () => {
  expect(clusterEventToWire(BARE)).toEqual({
    id: 7,
    kind: "exporter_stopped",
    at_ns: 1_732_300_000_123_456_789n,
    time: "2024-11-22T18:26:40.123Z",
    title: "exporter stopped: it was asked to",
  });
});
