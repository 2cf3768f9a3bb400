import { ScrapeSnapshot } from "../../../../src/metrics/foreign-registry/scrape-snapshot";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";

function counted(): { shared: ScrapeSnapshot; taken: () => number } {
  const take = jest.fn(() => clusterSnapshot());
  return { shared: new ScrapeSnapshot(take), taken: () => take.mock.calls.length };
}

test("families asked in their order, without waiting in between, share one snapshot", () => {
  const { shared, taken } = counted();
  expect(new Set([0, 1, 5].map((position) => shared.for(position))).size).toBe(1);
  expect(taken()).toBe(1);
});

test.each([
  ["the same family", 1],
  ["an earlier family", 0],
])("%s asked again begins another scrape", (_which, position) => {
  const { shared, taken } = counted();
  const first = shared.for(1);
  expect(shared.for(position)).not.toBe(first);
  expect(taken()).toBe(2);
});

test("a later family asked after a pause gets a snapshot of that moment, not a kept one", async () => {
  const { shared } = counted();
  const first = shared.for(0);
  await Promise.resolve();
  expect(shared.for(1)).not.toBe(first);
});
