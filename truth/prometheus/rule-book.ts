import { parse } from "yaml";

import { alertLabels, type AlertDefinition } from "./alerting-rule";
import { parseDuration } from "./duration";
import { LabelInterner, rememberedByLabels, type LabelRecord, type Labels } from "./labels";
import { PromqlCompiler } from "./promql/compile";
import { asVector, type Expression, type Sample } from "./promql/expression";
import type { SeriesStore } from "./series-store";

/** A rule, compiled. */
export type Rule =
  | {
      readonly kind: "record";
      readonly name: string;
      /** Gives the result the name and the labels of the rule. */
      readonly label: (labels: Labels) => Labels;
      readonly run: AlertDefinition["run"];
    }
  | ({ readonly kind: "alert" } & AlertDefinition);

/** A group of rules. */
export interface RuleGroup {
  readonly name: string;
  readonly intervalMs: number;
  readonly rules: readonly Rule[];
}

interface RawRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string | number;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: LabelRecord;
}

interface RawRules {
  readonly groups: readonly {
    readonly name: string;
    readonly interval?: string;
    readonly rules: readonly RawRule[];
  }[];
}

/** How the rules are evaluated. */
export interface RuleBookOptions {
  /** Of groups that name no interval; 15 s where nothing is given. */
  readonly intervalMs?: number;
  /** Ranges without the sample at their very start, as Prometheus 3 has them; false where nothing is given. */
  readonly leftOpen?: boolean;
}

/**
 * A rules file, compiled once for any number of Prometheuses: what an expression makes of labels is remembered here. Not
 * modelled: `limit`, `query_offset`, native histograms, the `@` modifier, annotations.
 */
export class RuleBook {
  readonly interner = new LabelInterner();
  readonly groups: readonly RuleGroup[];
  /** How far back each metric is read, in ms. */
  readonly keepMs = new Map<string, number>();
  readonly #compiler: PromqlCompiler;

  /** @throws Error that names the rule and what of it is not modelled. */
  constructor(text: string, { intervalMs = 15_000, leftOpen = false }: RuleBookOptions = {}) {
    this.#compiler = new PromqlCompiler({
      interner: this.interner,
      leftOpen,
      defaultStepMs: 60_000,
      reads: (metric, backMs) => this.keepMs.set(metric, Math.max(backMs, this.keepMs.get(metric) ?? 0)),
    });
    const { groups } = parse(text) as RawRules;
    this.groups = groups.map(({ name, interval, rules }) => ({
      name,
      intervalMs: interval === undefined ? intervalMs : parseDuration(interval),
      rules: rules.map((rule) => this.#rule(rule)),
    }));
  }

  /** Compiles a query of one's own. What no rule reads has to be compiled before the first sample comes. */
  query(text: string): Expression {
    return this.#compiler.compile(text);
  }

  /**
   * Forgets what it remembers of labels, which grows with each label value that it has not seen before. To be called between
   * episodes: a ModelPrometheus that was made before throws from then on.
   */
  forget(): void {
    this.interner.forget();
  }

  #rule(rule: RawRule): Rule {
    const name = rule.alert ?? rule.record ?? "";
    try {
      const run = this.#vector(String(rule.expr));
      if (rule.alert === undefined) {
        const added = { ...rule.labels, __name__: name };
        return { kind: "record", name, label: rememberedByLabels((labels) => labels.with(added)), run };
      }
      return {
        kind: "alert",
        name,
        run,
        holdMs: parseDuration(rule.for ?? "0"),
        keepFiringMs: parseDuration(rule.keep_firing_for ?? "0"),
        label: alertLabels(name, rule.labels ?? {}),
      };
    } catch (error) {
      throw new Error(`rule ${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  #vector(text: string): (store: SeriesStore, atMs: number) => readonly Sample[] {
    const expression = this.query(text);
    if (expression.kind === "scalar") {
      return (store, atMs) => [{ labels: this.interner.empty, value: expression.run({ store, atMs }) }];
    }
    const vector = asVector(expression, "a rule");
    return (store, atMs) => vector.run({ store, atMs });
  }
}
