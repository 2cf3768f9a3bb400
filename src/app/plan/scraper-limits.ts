import { LARGEST_PART_COUNT, partOfShard } from "../../metrics/terms/scrape-part";
import type { CapacityPlan } from "./plan-capacity";

/** What one target may be at most, for a scraper to take it. */
export interface ScraperLimit {
  readonly name: string;
  readonly unit: "bytes" | "series";
  readonly most: number;
  /** What else helps than parts. */
  readonly otherwise: string;
}

/** A limit that a cluster's scrape breaks. */
export interface BrokenLimit {
  readonly limit: ScraperLimit;
  /** The fewest parts of which each keeps it; undefined when even the most that there can be do not. */
  readonly parts: number | undefined;
}

/** The limits that scrapers have unless they are told otherwise. */
export const SCRAPER_LIMITS: readonly ScraperLimit[] = [
  {
    name: "vmagent and VictoriaMetrics",
    unit: "bytes",
    most: 16 * 1024 * 1024,
    otherwise: "-promscrape.maxScrapeSize",
  },
  {
    // An estimate: the first scrape of 786,432 series took Prometheus 2.42 between 7 and 14 s on two cores, whoever served
    // them, so half of them take at most some seven.
    name: "Prometheus, the first time within its scrape_timeout of 10s",
    unit: "series",
    most: 400_000,
    otherwise: "scrape_timeout",
  },
];

/** Those of some limits that a cluster breaks when it is scraped in one. */
export function brokenLimits(
  plan: CapacityPlan,
  shards: number,
  limits: readonly ScraperLimit[],
): readonly BrokenLimit[] {
  return limits
    .filter((limit) => amounts(plan)[limit.unit].all > limit.most)
    .map((limit) => ({ limit, parts: partsWithin(plan, shards, limit) }));
}

function partsWithin(plan: CapacityPlan, shards: number, { unit, most }: ScraperLimit): number | undefined {
  const { all, divided } = amounts(plan)[unit];
  // What is in the first part alone is in the way of all its parts.
  if (all - divided > most) return undefined;
  for (let parts = 2; parts <= LARGEST_PART_COUNT; parts += 1) {
    if (largestPart(all, divided, shards, parts) <= most) return parts;
  }
  return undefined;
}

/** The first part has everything that is not divided beside its share, which may be smaller than that of another. */
function largestPart(all: number, divided: number, shards: number, parts: number): number {
  const shares = new Float64Array(parts);
  for (let shardId = 0; shardId < shards; shardId += 1) {
    const part = partOfShard(shardId, parts) - 1;
    shares[part] = (shares[part] ?? 0) + divided / shards;
  }
  shares[0] = (shares[0] ?? 0) + all - divided;
  return Math.max(...shares);
}

function amounts(
  plan: CapacityPlan,
): Readonly<Record<ScraperLimit["unit"], { all: number; divided: number }>> {
  return {
    bytes: { all: plan.bodyBytes, divided: plan.dividedBytes },
    series: { all: plan.series + plan.processSeries, divided: plan.dividedSeries },
  };
}
