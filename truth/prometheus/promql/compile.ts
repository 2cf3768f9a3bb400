import { createRequire } from "node:module";

import type { SyntaxNode } from "@lezer/common";
import type { LRParser } from "@lezer/lr";

import { parseDuration } from "../duration";
import { aggregation, type Grouping } from "./aggregations";
import { binary, type Matching } from "./binary";
import { asScalar, asVector, UnsupportedPromql } from "./expression";
import type { Compilation, Expression, Sample, VectorExpression } from "./expression";
import { call } from "./functions";
import { instant, range, selector, subquery, type LabelMatcher, type Selector } from "./selectors";
import type { SeriesStore } from "../series-store";

/** Compiles PromQL to functions. Equal parts of the expressions that one compiler is given are computed once a moment. */
export class PromqlCompiler {
  readonly #parser: LRParser;
  readonly #compilation: Compilation;
  readonly #known = new Map<string, Expression>();

  constructor(compilation: Compilation) {
    // The package describes its types as those of an ES module, though it holds a CommonJS build.
    const grammar = createRequire(__filename)("@prometheus-io/lezer-promql") as { readonly parser: LRParser };
    this.#parser = grammar.parser;
    this.#compilation = compilation;
  }

  /** @throws UnsupportedPromql for what is not PromQL or not modelled. */
  compile(text: string): Expression {
    const root = this.#parser.parse(text).topNode.firstChild;
    if (root === null) throw new UnsupportedPromql("an empty expression");
    return new Compiling(text, this.#compilation, this.#known).expression(root);
  }
}

function children(node: SyntaxNode | null, ...types: readonly string[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (types.length === 0 || types.includes(child.name)) found.push(child);
  }
  return found;
}

/** Keeps a result until the time or the store changes. */
function remembered(expression: Expression): Expression {
  if (expression.kind !== "vector") return expression;
  let of: SeriesStore | undefined;
  let version = -1;
  let atMs = NaN;
  let result: readonly Sample[] = [];
  const run: VectorExpression["run"] = (moment) => {
    if (of !== moment.store || version !== of.version || atMs !== moment.atMs) {
      result = expression.run(moment);
      of = moment.store;
      version = of.version;
      atMs = moment.atMs;
    }
    return result;
  };
  return { ...expression, run };
}

/** One text on its way to functions. */
class Compiling {
  readonly #text: string;
  readonly #compilation: Compilation;
  readonly #known: Map<string, Expression>;

  constructor(text: string, compilation: Compilation, known: Map<string, Expression>) {
    this.#text = text;
    this.#compilation = compilation;
    this.#known = known;
  }

  expression(node: SyntaxNode): Expression {
    const source = this.#of(node).replace(/\s+/g, " ");
    let expression = this.#known.get(source);
    if (expression === undefined) {
      expression = remembered(this.#compile(node));
      this.#known.set(source, expression);
    }
    return expression;
  }

  #of(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #compile(node: SyntaxNode): Expression {
    const [first, second] = children(node);
    switch (node.name) {
      case "NumberDurationLiteral": {
        const value = this.#number(node);
        return { kind: "scalar", run: () => value };
      }
      case "StringLiteral":
        return { kind: "string", value: this.#string(node) };
      case "ParenExpr":
        return this.expression(first!);
      case "UnaryExpr":
        return this.#unary(this.#of(first!), this.expression(second!));
      case "VectorSelector":
        return instant(this.#selector(node), 0, this.#compilation);
      case "MatrixSelector":
      case "SubqueryExpr":
        return this.#ranged(node, 0);
      case "OffsetExpr":
        return this.#offset(first!, this.#duration(children(node, "OffsetDurationExpr", "DurationExpr")[0]!));
      case "FunctionCall":
        return call(this.#of(first!), this.#arguments(node), this.#compilation);
      case "AggregateExpr":
        return this.#aggregate(node);
      case "BinaryExpr":
        return this.#binary(node);
      default:
        throw new UnsupportedPromql(`${node.type.isError ? "a mistake" : node.name} in: ${this.#of(node)}`);
    }
  }

  #number(node: SyntaxNode): number {
    const text = this.#of(node);
    if (/^\d.*(ms|[smhdwy])$/.test(text) && !text.startsWith("0x")) return parseDuration(text) / 1000;
    if (/^inf$/i.test(text)) return Infinity;
    return /^nan$/i.test(text) ? NaN : Number(text);
  }

  #string(node: SyntaxNode): string {
    const text = this.#of(node);
    if (text.startsWith("`")) return text.slice(1, -1);
    const inner = text.slice(1, -1).replace(/\\'/g, "'");
    return JSON.parse(`"${text.startsWith("'") ? inner.replace(/"/g, '\\"') : inner}"`) as string;
  }

  /** Milliseconds. */
  #duration(node: SyntaxNode): number {
    const text = this.#of(node).trim();
    if (text.startsWith("-")) return -parseDuration(text.slice(1).trim());
    return /^[\d.]+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  }

  #unary(sign: string, operand: Expression): Expression {
    if (sign === "+") return operand;
    const zero: Expression = { kind: "scalar", run: () => -1 };
    return binary(zero, "*", operand, { on: false, names: [], include: [] }, false);
  }

  #selector(node: SyntaxNode): Selector {
    const matchers: LabelMatcher[] = children(node, "Identifier").map((name) => {
      return { name: "__name__", operator: "=", value: this.#of(name) };
    });
    for (const matcher of children(children(node, "LabelMatchers")[0] ?? null)) {
      const [name, operator, value] = children(matcher);
      if (matcher.name !== "UnquotedLabelMatcher")
        throw new UnsupportedPromql(`${matcher.name} in a selector`);
      matchers.push({ name: this.#of(name!), operator: this.#of(operator!), value: this.#string(value!) });
    }
    return selector(matchers, this.#compilation);
  }

  #offset(node: SyntaxNode, offsetMs: number): Expression {
    if (node.name === "VectorSelector") return instant(this.#selector(node), offsetMs, this.#compilation);
    return this.#ranged(node, offsetMs);
  }

  #ranged(node: SyntaxNode, offsetMs: number): Expression {
    const [inner] = children(node);
    const [length, step] = children(node, "DurationExpr").map((duration) => this.#duration(duration));
    if (node.name === "MatrixSelector" && length !== undefined) {
      return range(this.#selector(inner!), length, offsetMs, this.#compilation);
    }
    if (node.name !== "SubqueryExpr" || length === undefined) throw new UnsupportedPromql(this.#of(node));
    // What it reads lies further back than it knows itself.
    const { reads } = this.#compilation;
    const deeper = {
      ...this.#compilation,
      reads: (name: string, ms: number) => {
        reads(name, ms + length + offsetMs);
      },
    };
    const vector = asVector(new Compiling(this.#text, deeper, new Map()).expression(inner!), "a sub-query");
    return subquery(vector, length, step ?? this.#compilation.defaultStepMs, offsetMs, this.#compilation);
  }

  #arguments(node: SyntaxNode): readonly Expression[] {
    return children(children(node, "FunctionCallBody")[0] ?? null).map((argument) =>
      this.expression(argument),
    );
  }

  #names(node: SyntaxNode | undefined): readonly string[] {
    return children(node ?? null, "LabelName").map((name) => this.#of(name));
  }

  #aggregate(node: SyntaxNode): Expression {
    const [operator] = children(node, "AggregateOp");
    const modifier = children(node, "AggregateModifier")[0] ?? null;
    const grouping: Grouping = {
      by: children(modifier, "Without").length === 0,
      names: this.#names(children(modifier, "GroupingLabels")[0]),
    };
    const args = this.#arguments(node);
    const name = this.#of(operator!).toLowerCase();
    const parameter = args.length > 1 ? asScalar(args[0], name) : undefined;
    return aggregation(name, grouping, parameter, asVector(args.at(-1), name));
  }

  #binary(node: SyntaxNode): Expression {
    const parts = children(node);
    const clause = children(node, "MatchingModifierClause")[0] ?? null;
    const labels = children(clause, "GroupingLabels");
    const on = children(clause, "On").length > 0;
    const hasNames = on || children(clause, "Ignoring").length > 0;
    const side = children(clause, "GroupLeft", "GroupRight")[0]?.name;
    const matching: Matching = {
      on,
      names: hasNames ? this.#names(labels[0]) : [],
      include: this.#names(labels[hasNames ? 1 : 0]),
      ...(side === undefined ? {} : { group: side === "GroupLeft" ? "left" : "right" }),
    };
    const bool = children(node, "BoolModifier").length > 0;
    const operator = this.#of(parts[1]!).toLowerCase();
    return binary(this.expression(parts[0]!), operator, this.expression(parts.at(-1)!), matching, bool);
  }
}
