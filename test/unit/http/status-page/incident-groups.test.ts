import type { Incident } from "../../../../src/domain/terms/incident";
import { incidentGroups } from "../../../../src/http/status-page/incident-groups";
import { incidentList } from "../../../../src/http/status-page/incident-list";
import { clusterSnapshot, incident, incidentImpact } from "../../../support/metrics/cluster-snapshot";

const CALM = incidentImpact({ shards: 1, shardsWithoutLeader: 0, criticalShards: 0, silentReplicas: 1 });

function silent(shardId: number, given: Partial<Incident> = {}): Incident {
  return incident({
    id: `replica:${shardId}-1`,
    cause: "replica_silent",
    shardId,
    title: `shard ${shardId} in eu-west silent`,
    impact: CALM,
    ...given,
  });
}

test("the same of fifteen shards is one, with the first start and the sum of what it affects", () => {
  const members = Array.from({ length: 15 }, (_, shardId) =>
    silent(shardId, { startedNs: BigInt(100 - shardId), affectedRegionIds: [shardId % 2] }),
  );
  const [group, ...others] = incidentGroups(members);
  expect(others).toEqual([]);
  expect(group?.members).toEqual(members);
  expect(group?.whole).toMatchObject({
    title: "15 shards in eu-west silent: 0–14",
    startedNs: 86n,
    affectedRegionIds: [0, 1],
    shardId: undefined,
    impact: { shards: 15, silentReplicas: 15, entities: 30_000n, tenants: 3 },
  });
});

test.each<[string, Partial<Incident>]>([
  ["is in another region", { regionId: 2, regionName: "ap-south" }],
  ["has another cause", { cause: "replica_unstable" }],
  ["is urgent", { impact: incidentImpact({ shardsWithoutLeader: 1 }) }],
  ["was announced", { announced: { windowIds: ["drain"], untilNs: 9n } }],
  ["is behind another region", { peerId: 7, peerName: "x" }],
])("one that %s is told by itself", (_case, other) => {
  const groups = incidentGroups([silent(1), silent(2, other), silent(3)]);
  expect(groups.map(({ members }) => members.map(({ shardId }) => shardId))).toEqual([[1, 3], [2]]);
});

test.each<[Incident["cause"], Partial<Incident>, string]>([
  ["replica_unstable", {}, "2 shards in eu-west unstable: 3, 9"],
  ["shard_behind", { peerName: "us-east" }, "2 shards in eu-west behind us-east: 3, 9"],
  ["shard_behind", {}, "2 shards in eu-west not shipping: 3, 9"],
  ["leader_conflict", { regionName: undefined }, "2 shards have two leaders: 3, 9"],
  ["no_leader", { regionName: undefined }, "2 shards have no leader: 3, 9"],
])("several of %s have a title of their own", (cause, given, title) => {
  const [group] = incidentGroups([silent(3, { cause, ...given }), silent(9, { cause, ...given })]);
  expect(group?.whole.title).toBe(title);
});

test("incidents of regions and links are never put together", () => {
  const incidents = [incident({ id: "region:1" }), incident({ id: "region:2" })];
  expect(incidentGroups(incidents)).toHaveLength(2);
});

test("the page names each of them behind a click, and links to them lead there", () => {
  const incidents = Array.from({ length: 60 }, (_, shardId) => silent(shardId));
  const { source } = incidentList(clusterSnapshot({ incidents }), 7);
  expect(source.match(/<li id="incident-replica:\d+-1" class=/g)).toBeNull();
  expect(source).toContain(`<summary>Each of the 60</summary>`);
  expect(source.match(/<li id="incident-replica:\d+-1">/g)).toHaveLength(50);
  expect(source).toContain("and 10 more, all in /health.json");
});
