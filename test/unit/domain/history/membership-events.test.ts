import { topologyEvents, tenantsEvents } from "../../../../src/domain/history/membership-events";
import { Topology } from "../../../../src/domain/membership/topology";
import type { Homes, ShardAssignment } from "../../../../src/domain/membership/topology";
import type { EventDraft } from "../../../../src/domain/terms/cluster-event";
import type { TenantConfig } from "../../../../src/domain/terms/tenant";

const MOMENT = { atNs: 7n, nameOf: (regionId: number) => ["us-east", "eu-west"][regionId] ?? `${regionId}` };

function shards(count: number, regionId = 0): readonly ShardAssignment[] {
  return Array.from({ length: count }, (_, shardId) => ({ shardId, regionId }));
}

function homesOf(assignments: readonly ShardAssignment[]): Homes {
  return new Topology(assignments).homesNow();
}

function titlesOf(events: readonly EventDraft[]): readonly string[] {
  return events.map(({ title }) => title);
}

function tenantsTold(before: readonly TenantConfig[], after: readonly TenantConfig[]): readonly string[] {
  const steps = tenantsEvents(before, after, 7n);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return titlesOf(step.value);
  }
}

test.each<[string, readonly ShardAssignment[], readonly ShardAssignment[], readonly string[]]>([
  ["nothing", shards(3), shards(3), []],
  ["an addition", shards(1), shards(2), ["shard 1 was added, at home in us-east"]],
  ["a move", shards(1), shards(1, 1), ["shard 0 moved from us-east to eu-west"]],
  ["a removal", shards(2), shards(1), ["shard 1 was removed, at home in us-east"]],
  [
    "a removal beside an addition",
    [{ shardId: 5, regionId: 1 }],
    shards(1),
    ["shard 5 was removed, at home in eu-west", "shard 0 was added, at home in us-east"],
  ],
  ["very many additions", shards(1), shards(18), ["the topology was replaced: 17 added"]],
  ["very many moves", shards(17), shards(18, 1), ["the topology was replaced: 1 added, 17 moved"]],
  ["very many removals", shards(17), [], ["the topology was replaced: 17 removed"]],
])("a replaced topology tells of %s", (_what, before, after, expected) => {
  expect(titlesOf(topologyEvents(homesOf(before), homesOf(after), MOMENT))).toEqual(expected);
});

test("an event of a move has both homes", () => {
  expect(topologyEvents(homesOf(shards(1)), homesOf(shards(1, 1)), MOMENT)).toEqual([
    {
      kind: "shard_assigned",
      atNs: 7n,
      title: "shard 0 moved from us-east to eu-west",
      shardId: 0,
      regionId: 1,
      regionName: "eu-west",
      peerId: 0,
      peerName: "us-east",
      from: "us-east",
      to: "eu-west",
    },
  ]);
});

test.each<[string, readonly TenantConfig[], readonly TenantConfig[], readonly string[]]>([
  ["nothing", [{ tenantId: 1n }], [{ tenantId: 1n }], []],
  ["one that came", [{ tenantId: 2n }], [{ tenantId: 1n }, { tenantId: 2n }], ["tenant 1 was added"]],
  ["one that left", [{ tenantId: 1n }, { tenantId: 2n }], [{ tenantId: 1n }], ["tenant 2 was removed"]],
  ["another limit", [{ tenantId: 1n }], [{ tenantId: 1n, maxEntities: 5n }], ["tenant 1 was changed"]],
  [
    "other regions",
    [{ tenantId: 1n, requiredRegions: [1] }],
    [{ tenantId: 1n, requiredRegions: [1, 2] }],
    ["tenant 1 was changed"],
  ],
  [
    "one in another's place",
    [{ tenantId: 1n }],
    [{ tenantId: 2n }],
    ["tenant 1 was removed", "tenant 2 was added"],
  ],
])("replaced tenants tell of %s", (_what, before, after, expected) => {
  expect(tenantsTold(before, after)).toEqual(expected);
});

test("very many tenants are a number", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({ tenantId: BigInt(index) }));

  expect(tenantsTold(many.slice(0, 100), many.slice(50))).toEqual([
    "the tenants were replaced: 4900 added, 50 removed",
  ]);
});
