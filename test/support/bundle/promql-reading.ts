import type { SyntaxNode } from "@lezer/common";
import { PROMQL_PARSER } from "./promql-parser";

/** A condition on a label, as it is written. */
export interface ReadMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** One place in an expression that asks for series. */
export interface ReadSelector {
  /** Undefined where only labels are given. */
  readonly metric: string | undefined;
  readonly matchers: readonly ReadMatcher[];
  /** The function whose range it is, such as `rate` for `rate(x[5m])`. */
  readonly rangeFunction: string | undefined;
}

/** One `by`, `without`, `on`, `ignoring` or `group_left`, with what it can be about. */
export interface ReadGrouping {
  readonly labels: readonly string[];
  /** The metrics below it. */
  readonly metrics: readonly string[];
}

/** What an expression names. */
export interface PromqlReading {
  /** Where the text is not PromQL: what stands there. */
  readonly syntaxErrors: readonly string[];
  readonly selectors: readonly ReadSelector[];
  readonly groupings: readonly ReadGrouping[];
  /** Labels that the expression makes itself, with `label_replace` and the like. */
  readonly madeLabels: readonly string[];
  /** The parsed expression, for those who look further. */
  readonly tree: SyntaxNode;
}

const LABEL_MAKERS = ["label_replace", "label_join", "count_values"];

/** Every node below, the node itself first. */
export function nodesBelow(node: SyntaxNode): SyntaxNode[] {
  const nodes = [node];
  for (let child = node.firstChild; child; child = child.nextSibling) nodes.push(...nodesBelow(child));
  return nodes;
}

/** The text without its quotes and escapes. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}

/** Takes PromQL apart, without any idea of what exists. Grafana's macros must have been replaced. */
export function readPromql(expr: string): PromqlReading {
  const tree = PROMQL_PARSER.parse(expr).topNode;
  const text = (node: SyntaxNode): string => expr.slice(node.from, node.to);
  const nodes = nodesBelow(tree);
  const named = (name: string): SyntaxNode[] => nodes.filter((node) => node.name === name);
  return {
    syntaxErrors: nodes
      .filter((node) => node.type.isError)
      .map((node) => `at ${node.from}: …${expr.slice(Math.max(0, node.from - 20), node.from + 20)}…`),
    selectors: named("VectorSelector").map((node) => readSelector(node, text)),
    groupings: named("GroupingLabels").map((node) => readGrouping(node, text)),
    madeLabels: [...named("FunctionCall"), ...named("AggregateExpr")].flatMap((node) =>
      madeLabels(node, text),
    ),
    tree,
  };
}

type TextOf = (node: SyntaxNode) => string;

function readSelector(node: SyntaxNode, text: TextOf): ReadSelector {
  const matchers = nodesBelow(node)
    .filter(({ name }) => name === "UnquotedLabelMatcher" || name === "QuotedLabelMatcher")
    .map((matcher) => {
      const [label, operator, value] = [matcher.firstChild, matcher.getChild("MatchOp"), matcher.lastChild];
      if (!label || !operator || !value)
        throw new Error(`label matcher of an unknown form: ${text(matcher)}`);
      return { label: text(label), operator: text(operator), value: unquoted(text(value)) };
    });
  const identifier = node.getChild("Identifier");
  return {
    metric: identifier ? text(identifier) : undefined,
    matchers,
    rangeFunction: rangeFunction(node, text),
  };
}

/** A range belongs to the nearest function around it; a subquery's range is not the selector's. */
function rangeFunction(selector: SyntaxNode, text: TextOf): string | undefined {
  if (selector.parent?.name !== "MatrixSelector") return undefined;
  for (let node: SyntaxNode | null = selector.parent; node; node = node.parent) {
    const identifier = node.name === "FunctionCall" ? node.getChild("FunctionIdentifier") : null;
    if (identifier) return text(identifier);
  }
  return undefined;
}

function readGrouping(node: SyntaxNode, text: TextOf): ReadGrouping {
  let around: SyntaxNode | null = node;
  while (around && around.name !== "AggregateExpr" && around.name !== "BinaryExpr") around = around.parent;
  const labels = nodesBelow(node).filter(({ name }) => name === "LabelName" || name === "QuotedLabelName");
  const metrics = around === null ? [] : nodesBelow(around).filter(({ name }) => name === "Identifier");
  return {
    labels: labels.map((label) => (label.name === "LabelName" ? text(label) : unquoted(text(label)))),
    metrics: metrics.map(text),
  };
}

function madeLabels(call: SyntaxNode, text: TextOf): string[] {
  const operation = call.getChild("FunctionIdentifier") ?? call.getChild("AggregateOp");
  if (!operation || !LABEL_MAKERS.includes(text(operation))) return [];
  const [target] = call.getChild("FunctionCallBody")?.getChildren("StringLiteral") ?? [];
  return target ? [unquoted(text(target))] : [];
}
