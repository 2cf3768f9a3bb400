import { printScrapePart } from "../../metrics/terms/scrape-part";

/**
 * The target label that says which part of an exporter a target is. What Prometheus itself says of a scrape has it, such as `up`; the
 * exporter's series lose it, so that they are the same however many parts there are.
 */
export const PART_LABEL = "part";

/** What the targets of one exporter ask for, such as `3/8`; undefined for the one that asks for everything. */
export function scrapeParts(count: number): readonly (string | undefined)[] {
  if (count === 1) return [undefined];
  return Array.from({ length: count }, (_, i) => printScrapePart({ number: i + 1, of: count }));
}
