import { imaginedControlPlane, planCapacity } from "../../../../src/app/plan/plan-capacity";
import { brokenLimits, SCRAPER_LIMITS } from "../../../../src/app/plan/scraper-limits";
import type { ScraperLimit } from "../../../../src/app/plan/scraper-limits";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";
import { expositionOf } from "../../../support/metrics/exposition-of";
import { scrapeText } from "../../../support/metrics/rendering-text";
import { someRows } from "../../../support/property-runs";

const SHAPE = { regions: 3, shards: 512, followers: 2, followersReport: true } as const;

function limit(unit: ScraperLimit["unit"], most: number): ScraperLimit {
  return { name: "a scraper", unit, most, otherwise: "it" };
}

/** What each part of a scrape really has. */
async function partsOf(of: number): Promise<{ bytes: number; series: number }[]> {
  const shards = Array.from({ length: SHAPE.shards }, (_, shardId) => shardId);
  const controlPlane = imaginedControlPlane(SHAPE, shards);
  const exposition = expositionOf(clusterSnapshot(), {
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
  });
  const parts: { bytes: number; series: number }[] = [];
  for (let number = 1; number <= of; number += 1) {
    const text = await scrapeText(exposition, { format: "text", part: { number, of } });
    parts.push({ bytes: text.length, series: text.split("\n").filter((line) => /^[a-z]/.test(line)).length });
  }
  return parts;
}

test.each(someRows([limit("series", 4_000), limit("series", 9_000), limit("bytes", 400_000)], 1))(
  "a cluster in as many parts as are said keeps the limit in each of them, $most $unit",
  async (wanted) => {
    const [broken] = brokenLimits(planCapacity({ ...SHAPE, detail: "follower" }), SHAPE.shards, [wanted]);
    const { parts = NaN } = broken ?? {};
    const largest = async (of: number): Promise<number> =>
      Math.max(...(await partsOf(of)).map((part) => part[wanted.unit]));

    expect(await largest(parts)).toBeLessThanOrEqual(wanted.most);
    // Those about the process are counted, and are not in this exposition.
    expect((await largest(parts - 1)) * 1.05).toBeGreaterThan(wanted.most);
  },
);

test("a small cluster breaks none of the limits that scrapers have", () => {
  const plan = planCapacity({ ...SHAPE, shards: 15, detail: "follower" });

  expect(brokenLimits(plan, 15, SCRAPER_LIMITS)).toEqual([]);
});

test("parts do not help where the first, or the most that there can be, is too large", () => {
  const plan = planCapacity({ ...SHAPE, detail: "follower" });
  const parts = [limit("series", 50), limit("series", 300)].map(
    (wanted) => brokenLimits(plan, SHAPE.shards, [wanted])[0]?.parts,
  );

  expect(parts).toEqual([undefined, undefined]);
});
