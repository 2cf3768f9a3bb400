import { OBJECTIVE_RECORDS, OBJECTIVES } from "../../../src/bundle/signals/objectives";
import type { WrittenSeries } from "./remote-write";
import { labelsOf } from "./scraped-cluster";

/** Series that dashboards read over more than an hour: what objectives are measured by, and what rules record of it. */
export const OBJECTIVE_NAMES = /^(?:tidaldb_region_(?:state|follower)_seconds_total|region_objective:)/;

/**
 * What is known of objectives at some moments. What rules record is made up: they read thirty days, and only how many samples there are counts.
 *
 * @param series what the exporter serves, by its labels.
 * @param target the labels of the target.
 */
export function objectiveHistory(
  series: ReadonlyMap<string, number>,
  target: Readonly<Record<string, string>>,
  moments: readonly number[],
): readonly WrittenSeries[] {
  const counters = [...series.keys()].filter((text) => OBJECTIVE_NAMES.test(text)).map(labelsOf);
  const regions = new Set(counters.map(({ region = "" }) => region));
  // Rules aggregate over exporters.
  const scope = Object.fromEntries(Object.entries(target).filter(([label]) => label !== "instance"));
  const recorded = [...regions].flatMap((region) =>
    OBJECTIVES.flatMap(({ name: objective }) =>
      Object.values(OBJECTIVE_RECORDS).map((name) => ({ ...scope, region, objective, __name__: name })),
    ),
  );
  const samples = moments.map((atMs, index) => [atMs, index] as const);
  return [...counters.map((labels) => ({ ...target, ...labels })), ...recorded].map((labels) => ({
    labels,
    samples,
  }));
}
