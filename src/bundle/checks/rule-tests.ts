import { stringify } from "yaml";

import { ruleGroups } from "../alerts/rule-groups";
import type { BundleOptions } from "../options/options";
import { KNOWN_METRICS } from "../promql/known-metrics";
import { printMatcher } from "../promql/label-matcher";
import { promqlDuration } from "../promql/promql-duration";
import type { RecipeSeries, Side, ThresholdRecipe } from "./threshold-recipe";
import { THRESHOLD_RECIPES } from "./threshold-recipes";

const SIDES: readonly Side[] = ["past the limit", "just below it"];

/** Evaluations beyond those that an alert must wait for. */
const SPARE_EVALUATIONS = 4;

/** Longest test that is written, in evaluations: promtool takes seconds for more. */
const MOST_EVALUATIONS = 2_000;

/**
 * Tests for `promtool test rules`, which try each alert with a limit of its own on both sides of it: as these options set the
 * limit, the windows and the waiting.
 *
 * @param rulesPath of the rules file, from the folder of the tests.
 */
export function ruleTestsYaml(options: BundleOptions, rulesPath: string): string {
  const recipes = THRESHOLD_RECIPES.filter(
    (recipe) =>
      options.alertUrgencies[recipe.alert].enabled && evaluations(recipe, options) <= MOST_EVALUATIONS,
  );
  const document = {
    rule_files: [rulesPath],
    evaluation_interval: promqlDuration(options.evaluationIntervalMs),
    group_eval_order: ruleGroups(options).map(({ name }) => name),
    tests: recipes.flatMap((recipe) => SIDES.map((side) => ruleTest(recipe, options, side))),
  };
  return `# Generated with the rules. promtool test rules own-limits.yml\n${stringify(document, { lineWidth: 0 })}`;
}

function ruleTest(recipe: ThresholdRecipe, options: BundleOptions, side: Side): object {
  const count = evaluations(recipe, options);
  const firing = side === "past the limit";
  return {
    name: `${recipe.alert}: ${side}`,
    interval: promqlDuration(options.evaluationIntervalMs),
    input_series: recipe.series(options, side).map((series) => ({
      series: selector(series, options),
      values: series.values.replace(/\*$/, `x${count}`),
    })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname="${recipe.alert}",alertstate="firing"}) > bool 0`,
        eval_time: promqlDuration(count * options.evaluationIntervalMs),
        exp_samples: firing ? [{ labels: "{}", value: 1 }] : [],
      },
    ],
  };
}

function evaluations(recipe: ThresholdRecipe, options: BundleOptions): number {
  const { forMs } = options.alertTimes[recipe.alert];
  const waitsMs = recipe.fillsMs(options) + forMs;
  return Math.ceil(waitsMs / options.evaluationIntervalMs) + SPARE_EVALUATIONS;
}

/** The series as this Prometheus has it: with its names for labels, the job, and a value for each label of the scope. */
function selector({ metric, labels = {} }: RecipeSeries, options: BundleOptions): string {
  const { scopeLabels, labelNames, jobName } = options;
  const own = KNOWN_METRICS.get(metric)?.labels ?? [];
  const target = {
    ...Object.fromEntries(
      scopeLabels.filter((label) => !own.includes(label)).map((label) => [label, "prod"]),
    ),
    instance: "exporter:10843",
    job: jobName,
  };
  const all = [
    ...Object.entries(target),
    ...Object.entries(labels).map(([label, value]) => [labelNames[label] ?? label, value] as const),
  ];
  return `${metric}{${all.map(([label, value]) => printMatcher(label, value)).join(",")}}`;
}
