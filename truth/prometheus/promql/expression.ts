import type { LabelInterner, Labels } from "../labels";
import type { SeriesStore } from "../series-store";

/** One element of an instant vector. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** One element of a range vector: samples `from` up to, not including, `to`; staleness markers are left out. */
export interface Window {
  readonly labels: Labels;
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly from: number;
  readonly to: number;
  /** The range that was asked for. */
  readonly startMs: number;
  readonly endMs: number;
}

/** What an expression is evaluated on. */
export interface Moment {
  readonly store: SeriesStore;
  readonly atMs: number;
}

/** An expression, compiled; its kind is known before it runs. */
export type Expression =
  | { readonly kind: "scalar"; readonly run: (moment: Moment) => number }
  | { readonly kind: "vector"; readonly run: (moment: Moment) => readonly Sample[]; readonly absent?: Labels }
  | { readonly kind: "matrix"; readonly run: (moment: Moment) => readonly Window[]; readonly absent?: Labels }
  | { readonly kind: "string"; readonly value: string };

export type VectorExpression = Extract<Expression, { kind: "vector" }>;
export type ScalarExpression = Extract<Expression, { kind: "scalar" }>;
export type MatrixExpression = Extract<Expression, { kind: "matrix" }>;

/** What compiling shares among the expressions of a rules file. */
export interface Compilation {
  readonly interner: LabelInterner;
  /** As Prometheus 3 has it: a sample exactly at the start of a range or of the lookback is outside. */
  readonly leftOpen: boolean;
  /** Step of a sub-query that names none. */
  readonly defaultStepMs: number;
  /** Is told each metric that is read, and how far back. */
  readonly reads: (metric: string, backMs: number) => void;
}

/** The expression uses something that is not modelled. */
export class UnsupportedPromql extends Error {}

/** What Prometheus reports when two series cannot be told apart. */
export class EvaluationError extends Error {}

/** The expression as an instant vector. */
export function asVector(expression: Expression | undefined, of: string): VectorExpression {
  if (expression?.kind !== "vector") throw new UnsupportedPromql(`${of} needs an instant vector`);
  return expression;
}

/** The expression as a number. */
export function asScalar(expression: Expression | undefined, of: string): ScalarExpression {
  if (expression?.kind !== "scalar") throw new UnsupportedPromql(`${of} needs a scalar`);
  return expression;
}

/** The expression as a range vector. */
export function asMatrix(expression: Expression | undefined, of: string): MatrixExpression {
  if (expression?.kind !== "matrix") throw new UnsupportedPromql(`${of} needs a range vector`);
  return expression;
}

/** The expression as a text. */
export function asText(expression: Expression | undefined, of: string): string {
  if (expression?.kind !== "string") throw new UnsupportedPromql(`${of} needs a string`);
  return expression.value;
}
