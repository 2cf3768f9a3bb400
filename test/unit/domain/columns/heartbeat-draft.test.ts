import fc from "fast-check";

import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { propertyRuns } from "../../../support/property-runs";
import { anyShardStats } from "../../../support/wire/wire-arbitraries";

describe("HeartbeatDraft", () => {
  test("says what it was loaded with, whatever it said before", () => {
    const draft = new HeartbeatDraft();
    fc.assert(
      fc.property(anyShardStats, (stats) => {
        expect(draft.load(stats).toStats()).toEqual(stats);
      }),
      propertyRuns(),
    );
  });

  test("places followers in ascending order, each once, and grows with them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 60 }), (followerIds) => {
        const draft = new HeartbeatDraft();
        for (const followerId of followerIds) {
          const place = draft.placeFollower(followerId);
          draft.followerHasLag[place] = 1;
          draft.followerLags.setWords(place, 0, followerId);
        }
        const expected = [...new Set(followerIds)].sort((a, b) => a - b);
        expect([...draft.followerIds.subarray(0, draft.followerCount)]).toEqual(expected);
        expect([...draft.toStats().replicationLag]).toEqual(expected.map((id) => [id, BigInt(id)]));
      }),
      propertyRuns(),
    );
  });
});
