import { ReasonRows } from "../../../../src/domain/views/reason-rows";

const THRESHOLDS = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };

describe("ReasonRows", () => {
  test("keep any number of reasons, word for word", () => {
    const rows = new ReasonRows(THRESHOLDS);
    rows.addSilence("never_heard", 65_535, 31_000.2);
    rows.addLag(1, 65_535, 5.000000001, 17);
    for (let shardId = 0; shardId < 20; shardId += 1) rows.addSilence("not_heard_yet", shardId, 9);
    expect(rows).toHaveLength(22);
    expect(rows.slice(0, 3)).toEqual([
      // Silence is rounded up to whole milliseconds.
      { rule: "never_heard", shardId: 65_535, observed: 31.001, threshold: 30, evidenceAgeMs: 31_001 },
      {
        rule: "replication_lag",
        shardId: 1,
        follower: 65_535,
        observed: 5.000000001,
        threshold: 5,
        evidenceAgeMs: 17,
      },
      { rule: "not_heard_yet", shardId: 0, observed: 0.009, threshold: 30, evidenceAgeMs: 9 },
    ]);
    expect(rows.at(-1)).toMatchObject({ rule: "not_heard_yet", shardId: 19 });
  });
});
