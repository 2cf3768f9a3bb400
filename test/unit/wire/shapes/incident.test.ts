import { parseWith } from "../../../../src/wire/fields/parse-with";
import { incidentSchema } from "../../../../src/wire/shapes/incident";

const IMPACT = {
  silent_replicas: 15n,
  lagging_followers: 0n,
  shards: 15n,
  shards_without_leader: 5n,
  critical_shards: 2n,
  entities: 18446744073709551615n,
  tenants: 3n,
};
const INCIDENT = {
  id: "nothing_heard",
  cause: "nothing_heard",
  started_ns: 1n,
  affected_regions: [0n, 65535n],
  impact: IMPACT,
  is_healing: false,
  title: "nothing heard: 15 replicas",
};

test("an incident of the whole cluster has neither region, nor peer, nor shard, also when they are null", () => {
  const value = {
    id: "nothing_heard",
    cause: "nothing_heard",
    startedNs: 1n,
    affectedRegionIds: [0, 65535],
    impact: {
      silentReplicas: 15,
      laggingFollowers: 0,
      shards: 15,
      shardsWithoutLeader: 5,
      criticalShards: 2,
      entities: 18446744073709551615n,
      tenants: 3,
    },
    isHealing: false,
    title: "nothing heard: 15 replicas",
  };
  expect(parseWith(incidentSchema, INCIDENT)).toStrictEqual({ ok: true, value });
  const nothing = { region: null, region_name: null, peer: null, peer_name: null, shard: null };
  expect(parseWith(incidentSchema, { ...INCIDENT, ...nothing })).toStrictEqual({ ok: true, value });
});

test.each([
  [{ cause: "bad_luck" }, "cause", /^expected one of "nothing_heard", .*"no_leader", got "bad_luck"$/],
  [{ region: 65536n }, "region", /^expected a whole number from 0 to 65535, got 65536$/],
  [{ shard: "7" }, "shard", /^expected a whole number from 0 to 65535, got "7"$/],
  [{ started_ns: -1n }, "started_ns", /^expected a whole number from 0 to 18446744073709551615, got -1$/],
  [{ affected_regions: 0n }, "affected_regions", /^expected an array of region ids, got 0$/],
  [
    { affected_regions: [0n, -1n] },
    "affected_regions.1",
    /^expected a whole number from 0 to 65535, got -1$/,
  ],
  [{ impact: undefined }, "impact", /^is missing, expected an object$/],
  [
    { impact: { ...IMPACT, tenants: -1n } },
    "impact.tenants",
    /^expected a whole number from 0 to \d+, got -1$/,
  ],
  [{ title: undefined }, "title", /^is missing, expected a text$/],
])("%j is refused", (fault, field, problem) => {
  const parsed = parseWith(incidentSchema, { ...INCIDENT, ...fault });
  if (parsed.ok) throw new Error("expected problems");
  expect(parsed.problems.map((found) => found.field)).toEqual([field]);
  expect(parsed.problems[0].message.slice(`${field}: `.length)).toMatch(problem);
});
