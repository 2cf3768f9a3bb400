import type { RegionHealth, RegionStatus } from "../../../../src/domain/terms/cluster-health";
import { disagreeingPeers } from "../../../../src/domain/terms/peer-reading";
import { peerReading } from "../../../support/sources/peer-reading";

const OURS: readonly RegionStatus[] = ["Healthy", "Degraded", "Offline", "Unknown"];
const THEIRS: readonly (RegionHealth | undefined)[] = ["Healthy", "Degraded", "Offline", undefined];

test("who hears a region and who calls it Offline disagree, and nobody else", () => {
  const disagreeing = OURS.flatMap((state) =>
    THEIRS.filter((theirs) => {
      const peer = peerReading({ regions: new Map(theirs === undefined ? [] : [[7, theirs]]) });
      return disagreeingPeers({ regionId: 7, state }, [peer]).length > 0;
    }).map((theirs) => [state, theirs]),
  );
  expect(disagreeing).toEqual([
    ["Healthy", "Offline"],
    ["Degraded", "Offline"],
    ["Offline", "Healthy"],
    ["Offline", "Degraded"],
  ]);
});

test("each peer speaks for itself", () => {
  const peers = [
    peerReading({ name: "b" }),
    peerReading({ name: "c", regions: new Map([[0, "Offline"]]) }),
    peerReading({ name: "d", isUp: false, regions: new Map() }),
  ];
  const names = (state: RegionStatus): readonly string[] =>
    disagreeingPeers({ regionId: 0, state }, peers).map(({ name }) => name);
  expect([names("Healthy"), names("Offline")]).toEqual([["c"], ["b"]]);
});
