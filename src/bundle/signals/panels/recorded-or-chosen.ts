import type { PanelPromql } from "./panel-promql";

/** What a panel reads while all shards are chosen, and while some are. */
export interface Singles {
  /** The series of a recording rule, and its labels beside the scope. */
  readonly record: string;
  readonly labels: readonly string[];
  /** Metrics of single shards, of which the chosen ones are few. */
  readonly chosen: readonly string[];
}

/**
 * What is recorded of all shards or, while some are chosen, the same made of their own series: thousands of them at every
 * step would be too much to read. Where no shard can be chosen it is what is recorded.
 *
 * @param make an expression with the labels of the record, from a selector for each of the metrics.
 */
export function recordedOrChosen(
  promql: PanelPromql,
  { record, labels, chosen }: Singles,
  make: (series: readonly string[]) => string,
): string {
  const recorded = promql.recorded(record, labels, promql.whileAll());
  const matchers = promql.whileChosen();
  if (matchers === undefined) return recorded;
  return `${recorded}\nor\n${make(chosen.map((metric) => promql.series(metric, matchers)))}`;
}
