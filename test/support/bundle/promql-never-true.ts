import type { SyntaxNode } from "@lezer/common";

import { nodesBelow } from "./promql-reading";

/** An older sample is not found any more: Prometheus' default of `query.lookback-delta`. */
const OLDEST_LIVE_SAMPLE_SECONDS = 300;

/** A sum of the time of the evaluation, the timestamps of samples, and a number. */
interface Sum {
  readonly time: number;
  readonly timestamp: number;
  readonly constant: number;
}

const COMPARISONS: Readonly<Record<string, (difference: number) => boolean>> = {
  Gtr: (difference) => difference > 0,
  Gte: (difference) => difference >= 0,
  Lss: (difference) => difference < 0,
  Lte: (difference) => difference <= 0,
};

const DURATION_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/**
 * Comparisons of a live sample's timestamp with an age that no live sample has, such as `timestamp(x) < time() - 36000`:
 * a series that old is gone, so the comparison is the same for every sample that there is.
 */
export function constantAgeComparisons(tree: SyntaxNode, expr: string): string[] {
  return nodesBelow(tree)
    .filter((node) => node.name === "BinaryExpr" && isConstantAgeComparison(node, expr))
    .map((node) => expr.slice(node.from, node.to));
}

function isConstantAgeComparison(node: SyntaxNode, expr: string): boolean {
  const operator = Object.entries(COMPARISONS).find(([name]) => node.getChild(name));
  const left = node.firstChild && sumOf(node.firstChild, expr);
  const right = node.lastChild && sumOf(node.lastChild, expr);
  if (operator === undefined || !left || !right) return false;
  const difference = plus(left, right, -1);
  // Only an age, the time less a timestamp, is bounded.
  if (difference.timestamp === 0 || difference.time !== -difference.timestamp) return false;
  const holdsAt = (ageSeconds: number): boolean =>
    operator[1](difference.time * ageSeconds + difference.constant);
  return holdsAt(0) === holdsAt(OLDEST_LIVE_SAMPLE_SECONDS);
}

/** Undefined for whatever is not made of `time()`, `timestamp()` and numbers alone. */
function sumOf(node: SyntaxNode, expr: string): Sum | undefined {
  const text = expr.slice(node.from, node.to);
  switch (node.name) {
    case "ParenExpr":
      return node.firstChild?.nextSibling ? sumOf(node.firstChild.nextSibling, expr) : innerSum(node, expr);
    case "NumberDurationLiteral":
      return { time: 0, timestamp: 0, constant: numberOf(text) };
    case "FunctionCall":
      return callSum(text);
    case "BinaryExpr":
      return binarySum(node, expr);
    default:
      return undefined;
  }
}

function innerSum(node: SyntaxNode, expr: string): Sum | undefined {
  return node.firstChild ? sumOf(node.firstChild, expr) : undefined;
}

function callSum(text: string): Sum | undefined {
  if (/^time\s*\(\s*\)$/.test(text)) return { time: 1, timestamp: 0, constant: 0 };
  // With an offset the timestamp is as old as that asks for.
  if (/^timestamp\s*\(/.test(text) && !/\boffset\b|@/.test(text))
    return { time: 0, timestamp: 1, constant: 0 };
  return undefined;
}

function binarySum(node: SyntaxNode, expr: string): Sum | undefined {
  const left = node.firstChild && sumOf(node.firstChild, expr);
  const right = node.lastChild && sumOf(node.lastChild, expr);
  if (!left || !right) return undefined;
  if (node.getChild("Add")) return plus(left, right, 1);
  if (node.getChild("Sub")) return plus(left, right, -1);
  const factors = { time: 0, timestamp: 0, constant: left.constant * right.constant };
  return node.getChild("Mul") && isNumber(left) && isNumber(right) ? factors : undefined;
}

function isNumber({ time, timestamp }: Sum): boolean {
  return time === 0 && timestamp === 0;
}

function plus(left: Sum, right: Sum, sign: 1 | -1): Sum {
  return {
    time: left.time + sign * right.time,
    timestamp: left.timestamp + sign * right.timestamp,
    constant: left.constant + sign * right.constant,
  };
}

/** A number, or a duration in seconds: Prometheus 3 takes `10h` for 36000. */
function numberOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0) return Number(text);
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (DURATION_SECONDS[unit ?? ""] ?? NaN),
    0,
  );
}
