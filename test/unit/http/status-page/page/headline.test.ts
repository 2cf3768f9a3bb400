import type { ClusterSnapshot } from "../../../../../src/domain/terms/cluster-snapshot";
import { headline, inWords } from "../../../../../src/http/status-page/page/headline";
import { clusterSnapshot, incident, regionSnapshot } from "../../../../support/metrics/cluster-snapshot";

const HEALTHY = regionSnapshot({ name: "us-east" });
const OFFLINE = regionSnapshot({ regionId: 1, name: "eu-west", state: "Offline" });

test.each<[string, Partial<ClusterSnapshot>, string]>([
  ["nothing", {}, "No region is known yet."],
  ["one region", { regions: [HEALTHY], status: "Healthy" }, "The only region is Healthy. Nothing is wrong."],
  [
    "healthy ones",
    { regions: [HEALTHY, { ...HEALTHY, regionId: 1 }], status: "Healthy" },
    "All 2 regions are Healthy. Nothing is wrong.",
  ],
  [
    "a young process",
    { regions: [HEALTHY], status: "Healthy", isSettled: false },
    "The only region is Healthy. It is too early to say whether that is all.",
  ],
  [
    "what an incident breaks",
    {
      regions: [HEALTHY, OFFLINE],
      status: "Offline",
      incidents: [incident()],
      incidentsNotListed: 3,
      shardsWithoutLeader: 1_200,
      criticalShards: 1,
    },
    "Of 2 regions 1 is Offline. 4 incidents. Writes to 1\u202f200 shards fail: no live replica leads. " +
      "The next failure may lose data of 1 shard.",
  ],
  [
    "more than can be listed, before the first of it is an incident",
    { regions: [HEALTHY, OFFLINE], status: "Offline", incidentsNotListed: 3_841 },
    "Of 2 regions 1 is Offline. Too much broke at once.",
  ],
  [
    "a state without an incident",
    { regions: [HEALTHY, OFFLINE, { ...OFFLINE, regionId: 2 }], status: "Offline" },
    "Of 3 regions 2 are Offline.",
  ],
])("%s in words", (_case, given, words) => {
  expect(inWords(clusterSnapshot(given))).toBe(words);
});

test("regions are named the worst first, and lead to their rows", () => {
  const { source } = headline(clusterSnapshot({ regions: [HEALTHY, OFFLINE] }), ["the store is gone"]);
  const marks = [...source.matchAll(/href="#(region-\d)"/g)].map(([, target]) => target);
  expect(marks).toEqual(["region-1", "region-0"]);
  expect(source).toContain("Not ready: the store is gone");
});

test("of very many regions the worst are named and the rest is counted", () => {
  const regions = Array.from({ length: 30 }, (_, regionId) => regionSnapshot({ regionId }));
  expect(headline(clusterSnapshot({ regions }), []).source).toContain("and 6 more");
});
