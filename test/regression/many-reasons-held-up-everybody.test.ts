import { LazyListing } from "../../src/domain/columns/lazy-listing";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";

/** They were made and printed in one go: a quarter of a million lagging followers stopped everything else for seconds. */
test("the reasons of a region that is in trouble are printed bit by bit", async () => {
  const assignments = Array.from({ length: 1_000 }, (_, shardId) => ({ shardId, regionId: 0 }));
  const http = await startHttp({ assignments });
  const slices = jest.spyOn(LazyListing.prototype, "slice");
  try {
    http.clock.advance(30_001);
    const health = await send(http.port, { path: "/health.json" });
    expect(health.json()).toMatchObject({ region_details: { 0: { state: "Offline" } } });
    expect(health.text.match(/"rule": "never_heard"/g)).toHaveLength(1_000);
    const lengths = slices.mock.results.map(({ value }) => (value as readonly unknown[]).length);
    expect(Math.max(...lengths)).toBe(128);
  } finally {
    slices.mockRestore();
    await http.close();
  }
});
