import { rememberedByLabels, type Labels } from "../labels";
import { EvaluationError, UnsupportedPromql, type Expression, type Sample } from "./expression";
import type { VectorExpression } from "./expression";

/** How the elements of two vectors find each other. */
export interface Matching {
  readonly on: boolean;
  readonly names: readonly string[];
  readonly group?: "left" | "right";
  readonly include: readonly string[];
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
  atan2: (a, b) => Math.atan2(a, b),
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

/** The result for two values; undefined when a comparison filters it out. `kept` is what a comparison lets through. */
type Operation = (a: number, b: number, kept: number) => number | undefined;

function operation(operator: string, bool: boolean): Operation {
  const compute = ARITHMETIC[operator];
  if (compute !== undefined) return compute;
  const holds = COMPARISONS[operator];
  if (holds === undefined) throw new UnsupportedPromql(`the operator ${operator}`);
  if (bool) return (a, b) => (holds(a, b) ? 1 : 0);
  return (a, b, kept) => (holds(a, b) ? kept : undefined);
}

/** @throws UnsupportedPromql for operators and operands that are not modelled. */
export function binary(
  left: Expression,
  operator: string,
  right: Expression,
  matching: Matching,
  bool: boolean,
): Expression {
  if (["and", "or", "unless"].includes(operator)) {
    if (left.kind !== "vector" || right.kind !== "vector")
      throw new UnsupportedPromql(`${operator} of scalars`);
    return setOperation(left, operator, right, matching);
  }
  const operate = operation(operator, bool);
  const dropsName = bool || operator in ARITHMETIC;
  if (left.kind === "vector" && right.kind === "vector")
    return matched(left, right, matching, operate, dropsName);
  if (left.kind === "scalar" && right.kind === "scalar") {
    return { kind: "scalar", run: (moment) => operate(left.run(moment), right.run(moment), NaN) ?? NaN };
  }
  if (left.kind === "vector" && right.kind === "scalar") {
    return withScalar(left, dropsName, (moment) => {
      const b = right.run(moment);
      return (value) => operate(value, b, value);
    });
  }
  if (left.kind === "scalar" && right.kind === "vector") {
    return withScalar(right, dropsName, (moment) => {
      const a = left.run(moment);
      return (value) => operate(a, value, value);
    });
  }
  throw new UnsupportedPromql(`${operator} of a ${left.kind} and a ${right.kind}`);
}

function withScalar(
  vector: VectorExpression,
  dropsName: boolean,
  at: (moment: Parameters<VectorExpression["run"]>[0]) => (value: number) => number | undefined,
): VectorExpression {
  return {
    kind: "vector",
    run: (moment) => {
      const operate = at(moment);
      const results: Sample[] = [];
      for (const { labels, value } of vector.run(moment)) {
        const result = operate(value);
        if (result !== undefined)
          results.push({ labels: dropsName ? labels.nameless : labels, value: result });
      }
      return results;
    },
  };
}

function signatureOf({ on, names }: Matching): (labels: Labels) => Labels {
  const dropped = ["__name__", ...names];
  return rememberedByLabels((labels) => (on ? labels.only(names) : labels.without(dropped)));
}

function setOperation(
  left: VectorExpression,
  operator: string,
  right: VectorExpression,
  matching: Matching,
): VectorExpression {
  const signature = signatureOf(matching);
  return {
    kind: "vector",
    run: (moment) => {
      const ours = left.run(moment);
      const theirs = right.run(moment);
      if (operator === "or") {
        const known = new Set(ours.map(({ labels }) => signature(labels)));
        return [...ours, ...theirs.filter(({ labels }) => !known.has(signature(labels)))];
      }
      const known = new Set(theirs.map(({ labels }) => signature(labels)));
      return ours.filter(({ labels }) => known.has(signature(labels)) === (operator === "and"));
    },
  };
}

/** Labels of a result, by those of the "many" side and of the "one" side. */
function resultLabels(matching: Matching, dropsName: boolean): (many: Labels, one: Labels) => Labels {
  const { on, names, group, include } = matching;
  const base = rememberedByLabels((labels) => {
    const kept = dropsName ? labels.nameless : labels;
    if (group !== undefined) return kept;
    return on ? kept.only(names) : kept.without(names);
  });
  if (include.length === 0) return base;
  return (many, one) => base(many).with(included(one, include));
}

function included(one: Labels, include: readonly string[]): Record<string, string> {
  return Object.fromEntries(include.map((name) => [name, one.get(name)]));
}

function matched(
  left: VectorExpression,
  right: VectorExpression,
  matching: Matching,
  operate: Operation,
  dropsName: boolean,
): VectorExpression {
  const signature = signatureOf(matching);
  const labelsOf = resultLabels(matching, dropsName);
  const [manySide, oneSide] = matching.group === "right" ? [right, left] : [left, right];
  const swapped = matching.group === "right";
  return {
    kind: "vector",
    run: (moment) => {
      const ones = new Map<Labels, Sample>();
      for (const sample of oneSide.run(moment)) {
        const key = signature(sample.labels);
        if (ones.has(key)) throw new EvaluationError("found duplicate series for the match group");
        ones.set(key, sample);
      }
      const results = new Map<Labels, Sample>();
      const used = new Set<Labels>();
      for (const many of manySide.run(moment)) {
        const key = signature(many.labels);
        const one = ones.get(key);
        if (one === undefined) continue;
        const [a, b] = swapped ? [one.value, many.value] : [many.value, one.value];
        const value = operate(a, b, a);
        if (value === undefined) continue;
        const labels = labelsOf(many.labels, one.labels);
        if (results.has(labels) || (matching.group === undefined && used.has(key))) {
          throw new EvaluationError("multiple matches for labels");
        }
        used.add(key);
        results.set(labels, { labels, value });
      }
      return [...results.values()];
    },
  };
}
