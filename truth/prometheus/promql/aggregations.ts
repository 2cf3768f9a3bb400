import { rememberedByLabels, type Labels } from "../labels";
import { UnsupportedPromql, type Sample, type ScalarExpression, type VectorExpression } from "./expression";
import { quantileOf } from "./quantile";

/** How an aggregation groups. */
export interface Grouping {
  readonly by: boolean;
  readonly names: readonly string[];
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function variance(values: readonly number[]): number {
  const mean = total(values) / values.length;
  return total(values.map((value) => (value - mean) ** 2)) / values.length;
}

const AGGREGATIONS: Readonly<Record<string, (values: readonly number[], parameter: number) => number>> = {
  sum: total,
  avg: (values) => total(values) / values.length,
  count: (values) => values.length,
  group: () => 1,
  max: (values) => values.reduce((max, value) => (value > max || Number.isNaN(max) ? value : max)),
  min: (values) => values.reduce((min, value) => (value < min || Number.isNaN(min) ? value : min)),
  stdvar: variance,
  stddev: (values) => Math.sqrt(variance(values)),
  quantile: (values, phi) => quantileOf(phi, values),
};

/** @throws UnsupportedPromql when the operator is not modelled, such as count_values. */
export function aggregation(
  operator: string,
  { by, names }: Grouping,
  parameter: ScalarExpression | undefined,
  inner: VectorExpression,
): VectorExpression {
  const dropped = ["__name__", ...names];
  const groupOf = rememberedByLabels((labels) => (by ? labels.only(names) : labels.without(dropped)));
  if (operator === "topk" || operator === "bottomk") return ranked(operator, groupOf, parameter, inner);
  const aggregate = AGGREGATIONS[operator];
  if (aggregate === undefined) throw new UnsupportedPromql(`the aggregation ${operator}`);
  return {
    kind: "vector",
    run: (moment) => {
      const groups = new Map<Labels, number[]>();
      for (const { labels, value } of inner.run(moment)) {
        const group = groupOf(labels);
        const values = groups.get(group);
        if (values === undefined) groups.set(group, [value]);
        else values.push(value);
      }
      const phi = parameter?.run(moment) ?? NaN;
      return Array.from(groups, ([labels, values]) => ({ labels, value: aggregate(values, phi) }));
    },
  };
}

function ranked(
  operator: string,
  groupOf: (labels: Labels) => Labels,
  parameter: ScalarExpression | undefined,
  inner: VectorExpression,
): VectorExpression {
  const sign = operator === "topk" ? -1 : 1;
  return {
    kind: "vector",
    run: (moment) => {
      const count = Math.trunc(parameter?.run(moment) ?? 0);
      const groups = new Map<Labels, Sample[]>();
      for (const sample of inner.run(moment)) {
        const group = groupOf(sample.labels);
        groups.set(group, [...(groups.get(group) ?? []), sample]);
      }
      return [...groups.values()].flatMap((samples) =>
        samples.sort((a, b) => sign * (a.value - b.value)).slice(0, Math.max(0, count)),
      );
    },
  };
}
