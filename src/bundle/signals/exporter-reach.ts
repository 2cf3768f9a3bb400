import type { Promql } from "../promql/promql";
import { PART_LABEL } from "../terms/scrape-parts";

/**
 * 1 for each exporter of which every part is scraped, 0 for those of which one is not. Scraped in one, an exporter is a single part
 * that has no such label.
 *
 * @param up a selector for `up`.
 */
export function exporterReach(promql: Promql, up: string): string {
  const parts = `max ${promql.by("instance", PART_LABEL)} (${up})`;
  return `min ${promql.by("instance")} (${parts})`;
}
