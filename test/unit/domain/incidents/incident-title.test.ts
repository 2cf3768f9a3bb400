import { incidentTitle } from "../../../../src/domain/incidents/incident-title";
import type { TitleParts } from "../../../../src/domain/incidents/incident-title";
import type { IncidentCause, IncidentImpact } from "../../../../src/domain/terms/incident";

const NO_IMPACT: IncidentImpact = {
  silentReplicas: 0,
  laggingFollowers: 0,
  shards: 1,
  shardsWithoutLeader: 0,
  criticalShards: 0,
  entities: 0n,
  tenants: 0,
};

type Sizes = Partial<IncidentImpact>;

function titleOf(cause: IncidentCause, sizes: Sizes, others: Partial<TitleParts> = {}): string {
  const impact = { ...NO_IMPACT, ...sizes };
  return incidentTitle({
    cause,
    region: "eu-west",
    peer: "us-east",
    shardId: 3,
    silent: [],
    impact,
    ...others,
  });
}

test.each<[IncidentCause, Sizes, string]>([
  [
    "region_silent",
    { silentReplicas: 15, shardsWithoutLeader: 5 },
    "eu-west silent: 15 replicas, 5 shards without a leader",
  ],
  [
    "region_silent",
    { silentReplicas: 1, shardsWithoutLeader: 1 },
    "eu-west silent: 1 replica, 1 shard without a leader",
  ],
  [
    "region_silent",
    { silentReplicas: 2, laggingFollowers: 9, criticalShards: 2 },
    "eu-west silent: 2 replicas, 2 critical",
  ],
  ["region_isolated", { laggingFollowers: 20 }, "eu-west cut off from its peers: 20 followers lag"],
  ["region_behind", { laggingFollowers: 10 }, "eu-west behind us-east: 10 followers lag"],
  ["region_behind", { laggingFollowers: 1 }, "eu-west behind us-east"],
  [
    "region_not_shipping",
    { laggingFollowers: 10, criticalShards: 5 },
    "eu-west not shipping: 10 followers lag, 5 critical",
  ],
  ["link", { laggingFollowers: 2 }, "link eu-west - us-east broken: 2 followers lag"],
  ["replica_silent", { silentReplicas: 1 }, "shard 3 in eu-west silent"],
  ["replica_silent", { silentReplicas: 1, shardsWithoutLeader: 1 }, "shard 3 in eu-west silent: no leader"],
  ["replica_silent", { silentReplicas: 1, criticalShards: 1 }, "shard 3 in eu-west silent: critical"],
  ["replica_unstable", {}, "shard 3 in eu-west unstable"],
  ["shard_behind", { laggingFollowers: 1 }, "shard 3 in eu-west behind us-east"],
  ["leader_conflict", { shardsWithoutLeader: 1, criticalShards: 1 }, "shard 3 has two leaders"],
  ["no_leader", { shardsWithoutLeader: 1 }, "shard 3 has no leader"],
])("%s of %j is told in one line", (cause, sizes, title) => {
  expect(titleOf(cause, sizes)).toBe(title);
});

test("a region that is behind several others names none of them", () => {
  expect(titleOf("region_behind", { laggingFollowers: 10 }, { peer: "" })).toBe(
    "eu-west behind: 10 followers lag",
  );
});

test("a shard that has no peer does not ship", () => {
  expect(titleOf("shard_behind", { laggingFollowers: 2 }, { peer: "" })).toBe(
    "shard 3 in eu-west not shipping: 2 followers lag",
  );
});

test.each([
  [["a", "b"], "nothing heard from a, b: 9 replicas"],
  [["a", "b", "c"], "nothing heard from a, b, c: 9 replicas"],
  [["a", "b", "c", "d", "e"], "nothing heard from a, b and 3 more: 9 replicas"],
])("of the silent regions %j so many are named", (silent, title) => {
  expect(titleOf("nothing_heard", { silentReplicas: 9 }, { silent })).toBe(title);
});
