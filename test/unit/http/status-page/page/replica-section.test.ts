import { takeAllSteps } from "../../../../../src/domain/columns/take-all-steps";
import { USUAL_CHOICE } from "../../../../../src/http/status-page/page/replica-choice";
import type { ReplicaChoice } from "../../../../../src/http/status-page/page/replica-choice";
import { replicaSection } from "../../../../../src/http/status-page/page/replica-section";
import {
  clusterSnapshot,
  regionSnapshot,
  replicaSnapshot,
} from "../../../../support/metrics/cluster-snapshot";

const SNAPSHOT = clusterSnapshot({
  regions: [regionSnapshot({ name: "us-east" }), regionSnapshot({ regionId: 1, name: "eu-west" })],
  replicas: Array.from({ length: 120 }, (_, place) =>
    replicaSnapshot({ shardId: place, regionId: place % 2, state: place === 7 ? "Degraded" : "Healthy" }),
  ),
});

function section(choice: Partial<ReplicaChoice>, snapshot = SNAPSHOT): string {
  const { source } = takeAllSteps(replicaSection(snapshot, { ...USUAL_CHOICE, ...choice }));
  return source.replaceAll(/\s+/g, " ");
}

function shards(source: string): readonly number[] {
  return [...source.matchAll(/<tr> <td class="number" data-label="Shard">(\d+)</g)].map(([, shard]) =>
    Number(shard),
  );
}

test("by itself it has the worst first, and leads to the other pages", () => {
  const source = section({});
  expect(shards(source).slice(0, 3)).toEqual([7, 0, 1]);
  expect(source).toContain("1 to 50 of 120.");
  expect(source).toContain('<a href="?page=2#replicas" data-choice>next</a>');
  expect(source).toContain('<a href="?page=3#replicas" data-choice>last</a>');
  expect(source).toContain('<span class="muted">previous</span>');
});

test("behind the last page is the last page", () => {
  const source = section({ page: 99 });
  expect(source).toContain("101 to 120 of 120.");
  expect(shards(source)).toHaveLength(20);
});

test.each([["eu-west"], ["1"]])("a region is chosen by its name or number: %s", (region) => {
  const source = section({ region, sortBy: "shard" });
  expect(shards(source).slice(0, 3)).toEqual([1, 3, 5]);
  expect(source).toContain("1 to 50 of 60, of 120 in all.");
  expect(source).toMatch(/<option value="eu-west" selected ?>/);
});

test("a region that nobody knows is said to be none, and stays chosen", () => {
  const source = section({ region: "<b>" });
  expect(source).toContain("No region is called &lt;b&gt;, and none has that number.");
  expect(source).toContain('<option value="&lt;b&gt;" selected');
  expect(shards(source)).toEqual([]);
});

test("where nothing is like what was chosen it says so, and what chooses stays", () => {
  const source = section({ state: "Offline" });
  expect(source).toContain("No replica is like that, of 120 in all.");
  expect(source).toContain('<form id="filter"');
});

test("a column that is in order says so, and its link turns it round; the others keep what was chosen", () => {
  const source = section({ sortBy: "shard", state: "Healthy", page: 2 });
  expect(source).toMatch(
    /aria-sort="ascending"> ?<a href="\?state=Healthy&amp;sort=-shard" data-choice>Shard/,
  );
  expect(source).toContain('<a href="?state=Healthy&amp;sort=lag" data-choice>Lag of followers</a>');
  expect(source).toContain('<input type="hidden" name="sort" value="shard" />');
});

test("what one that is Offline did before it fell silent is not shown as what it does now", () => {
  const replicas = [
    replicaSnapshot({ shardId: 0, state: "Offline" }),
    replicaSnapshot({ shardId: 1, state: "Healthy" }),
  ];
  const source = section({ sortBy: "signals" }, { ...SNAPSHOT, replicas });
  const rates = [...source.matchAll(/data-label="Signals\/s">([^<]*)</g)].map(([, rate]) => rate);

  expect(shards(source)).toEqual([1, 0]);
  expect(rates).toEqual([expect.stringMatching(/^\d/), "–"]);
});

test("of very many regions one is typed, not picked", () => {
  const regions = Array.from({ length: 201 }, (_, regionId) =>
    regionSnapshot({ regionId, name: `r${regionId}` }),
  );
  const source = section({ region: "r3" }, { ...SNAPSHOT, regions });
  expect(source).toContain('<input name="region" size="14" maxlength="200" value="r3" />');
});
