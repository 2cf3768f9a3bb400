import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { refusalProblem } from "../../../../src/domain/membership/heartbeat-refusals";
import type { Refusal } from "../../../../src/domain/membership/registration";
import { DEFAULT_SETTINGS } from "../../../../src/domain/terms/control-plane-settings";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { shardStats } from "../../../support/domain/domain-fixtures";

test.each<[Refusal, string, RegExp]>([
  ["unregistered", "shard_id", /got shard 7 in region 3; assign it, or set registration to open/],
  ["unnamed_region", "region_id", /got region 3; name it, or set registration to open/],
  ["replicas", "shard_id", /there are 500000 .* raise max_unknown_replicas/],
  ["regions", "region_id", /there are 256 .* raise max_unknown_regions/],
  ["followers", "replication_lag", /at most 64 followers.* got 2; raise max_followers_per_heartbeat/],
])("%s names the field %s, what was found, and what can be done", (refusal, field, message) => {
  const draft = new HeartbeatDraft();
  const replicationLag = new Map([
    [1, 5n],
    [2, 6n],
  ]);
  draft.load(shardStats({ shardId: 7, regionId: 3, replicationLag }));

  const problem = refusalProblem(refusal, draft, DEFAULT_SETTINGS);

  expect(problem.field).toBe(field);
  expect(problem.message).toMatch(message);
});

test("followers beyond the limits are left out, and their heartbeat counts", () => {
  const cluster = new TestCluster([[0, 0]], { maxFollowers: 2, maxUnknownRegions: 3 });
  const replicationLag = new Map([1, 2, 3, 4, 5].map((regionId) => [regionId, 1n]));

  expect(cluster.beat(0, 0, { replicationLag })).toBe("accepted");

  expect(cluster.replica(0, 0)?.followers.map(({ followerId }) => followerId)).toEqual([1, 2]);
  expect(cluster.controlPlane.refusedByLimits).toMatchObject({ followers: 1, unknownRegions: 2 });
});

test("a follower in a removed region is left out", () => {
  const cluster = new TestCluster([[0, 0]]);
  cluster.beat(0, 0, {
    replicationLag: new Map([
      [1, 1n],
      [2, 1n],
    ]),
  });
  cluster.controlPlane.removeRegion(2);
  cluster.time.advance(1_000);

  cluster.beat(0, 0, {
    replicationLag: new Map([
      [1, 1n],
      [2, 1n],
    ]),
  });

  expect(cluster.replica(0, 0)?.followers.map(({ followerId }) => followerId)).toEqual([1]);
});
