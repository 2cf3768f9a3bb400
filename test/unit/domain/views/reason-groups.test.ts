import type { Reason } from "../../../../src/domain/terms/cluster-health";
import type { Listing } from "../../../../src/domain/terms/listing";
import { reasonGroups } from "../../../../src/domain/views/reason-groups";
import { ReasonRows } from "../../../../src/domain/views/reason-rows";

function rows(): ReasonRows {
  const made = new ReasonRows({ offlineAfterMs: 30_000, degradedLagMs: 5_000 });
  made.addSilence("no_heartbeat", 4, 31_000);
  for (const shardId of [1, 2, 3]) made.addLag(shardId, 7, 5 + shardId, 100);
  made.addLag(3, 8, 6, 100);
  made.addSilence("no_heartbeat", 5, 42_000);
  return made;
}

test.each<[string, () => Listing<Reason>]>([
  ["rows", rows],
  ["values", () => Array.from(rows())],
])("reasons in %s that say the same of several shards are one, the most shards first", (_, reasons) => {
  expect(reasonGroups(reasons(), 2)).toEqual([
    { rule: "replication_lag", follower: 7, observed: 8, threshold: 5, count: 3, shardIds: [1, 2] },
    { rule: "no_heartbeat", follower: undefined, observed: 42, threshold: 30, count: 2, shardIds: [4, 5] },
    { rule: "replication_lag", follower: 8, observed: 6, threshold: 5, count: 1, shardIds: [3] },
  ]);
});
