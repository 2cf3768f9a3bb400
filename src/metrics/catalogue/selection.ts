import type { Metric } from "../terms/metric";
import { METRIC_GROUPS } from "../terms/metric-group";
import type { DetailLevel, MetricGroup } from "../terms/metric-group";
import type { Result } from "../../domain/terms/result";

/** The groups that a scrape asked for, or a sentence that names the one nobody knows. */
export type GroupsResult = Result<ReadonlySet<MetricGroup>>;

/** The groups that a detail level leaves out. */
const LEFT_OUT: Readonly<Record<DetailLevel, readonly MetricGroup[]>> = {
  region: ["shard", "follower"],
  shard: ["follower"],
  follower: [],
};

/**
 * Reads the values of `collect[]`. None means all groups; naming one twice is naming it once. An unknown name is an
 * error rather than everything or nothing: a typo would otherwise show up as a missing alert.
 */
export function parseGroups(names: readonly string[]): GroupsResult {
  if (names.length === 0) return { ok: true, value: new Set(METRIC_GROUPS) };
  const groups = new Set<MetricGroup>();
  for (const name of names) {
    const group = METRIC_GROUPS.find((known) => known === name);
    if (group === undefined) {
      return {
        ok: false,
        message: `collect[]: expected ${METRIC_GROUPS.join(", ")}, got ${JSON.stringify(name)}`,
      };
    }
    groups.add(group);
  }
  return { ok: true, value: groups };
}

/** The groups that are served: those asked for (undefined: all), less those that the detail level leaves out. */
export function servedGroups(
  detail: DetailLevel,
  asked: ReadonlySet<MetricGroup> = new Set(METRIC_GROUPS),
): ReadonlySet<MetricGroup> {
  return new Set([...asked].filter((group) => !LEFT_OUT[detail].includes(group)));
}

/** The metrics of some groups, in the order of the catalogue. */
export function metricsOf<M extends Metric>(
  catalogue: readonly M[],
  groups: ReadonlySet<MetricGroup>,
): readonly M[] {
  return catalogue.filter((metric) => groups.has(metric.group));
}
