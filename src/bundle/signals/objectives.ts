import { oneOf } from "../promql/label-matcher";
import type { Matchers } from "../promql/label-matcher";
import { indent } from "../promql/indent";
import type { Promql } from "../promql/promql";
import type { BundleThresholds } from "../terms/base-options";
import { BUDGET_DAYS, BURN_LIMITS, errorBudget } from "../terms/error-budget";
import type { Signal } from "./signal";

const STATE_SECONDS = "tidaldb_region_state_seconds_total";
const FOLLOWER_SECONDS = "tidaldb_region_follower_seconds_total";
const BUDGET_HOURS = 24 * BUDGET_DAYS;

/** The label that says which objective a recorded series is about. */
export const OBJECTIVE_LABEL = "objective";

/** The labels beside the scope that series about objectives have. */
export const OBJECTIVE_KEYS = ["region", OBJECTIVE_LABEL] as const;

/** What is measured, what counts as good and as bad, and the option that says how much of the time has to be good. */
export const OBJECTIVES = [
  {
    name: "availability",
    option: "availabilityObjective",
    metric: STATE_SECONDS,
    good: { state: oneOf("healthy", "degraded") },
    bad: { state: "offline", announced: "false" },
  },
  {
    name: "freshness",
    option: "freshnessObjective",
    metric: FOLLOWER_SECONDS,
    good: { state: "fresh" },
    bad: { state: "late", announced: "false" },
  },
] as const satisfies readonly {
  readonly name: string;
  readonly option: keyof BundleThresholds;
  readonly metric: string;
  readonly good: Matchers;
  readonly bad: Matchers;
}[];

/** Names of the recorded series: the share of bad time of two windows, and what follows from it. */
export const OBJECTIVE_RECORDS = {
  bad5m: "region_objective:tidaldb_bad_seconds:share5m",
  bad1h: "region_objective:tidaldb_bad_seconds:share1h",
  burn5m: "region_objective:tidaldb_error_budget:burn5m",
  burn30m: "region_objective:tidaldb_error_budget:burn30m",
  burn1h: "region_objective:tidaldb_error_budget:burn1h",
  burn2h: "region_objective:tidaldb_error_budget:burn2h",
  burn6h: "region_objective:tidaldb_error_budget:burn6h",
  burn1d: "region_objective:tidaldb_error_budget:burn1d",
  burn3d: "region_objective:tidaldb_error_budget:burn3d",
  left: "region_objective:tidaldb_error_budget:left30d",
} as const;

type BurnRecord = Extract<keyof typeof OBJECTIVE_RECORDS, `burn${string}`>;

/** The limits, each over a long window, so that it matters, and a short one, so that it still goes on. */
const BURNS = {
  fast: [
    [BURN_LIMITS.hour, "burn1h", "burn5m"],
    [BURN_LIMITS.sixHours, "burn6h", "burn30m"],
  ],
  slow: [
    [BURN_LIMITS.day, "burn1d", "burn2h"],
    [BURN_LIMITS.threeDays, "burn3d", "burn6h"],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [number, BurnRecord, BurnRecord])[]>>;

/** The share of bad time in the last five minutes, by region and objective. Time of which nothing is known does not count. */
export function badShare(promql: Promql): Signal {
  return {
    name: "badShare",
    expr: OBJECTIVES.map((objective) => named(objective.name, badShareOf(promql, objective))).join("\nor\n"),
    unit: "share",
    title: "Share of bad time",
    description:
      "Time that a region was Offline, and time of its followers beyond the lag limit, as a share of what is known. Time that planned work explains is left out.",
    legend: "{{region}} {{objective}}",
  };
}

/**
 * A region was as well as the exporter knows that saw it well for longest: silence that only one of them hears is a matter of its own
 * network, and one that has just started knows little.
 */
function badShareOf(promql: Promql, { metric, good, bad }: (typeof OBJECTIVES)[number]): string {
  const spent = (matchers: Matchers): string =>
    promql.aggregate("sum", ["instance", "region"], `rate(${promql.metric(metric, matchers)}[5m])`);
  const most = (expr: string): string => `max ${promql.by("region")} (\n${indent(expr)}\n)`;
  const known = most(`${spent(good)}\n+\n${spent(bad)}`);
  return `1 - ${most(spent(good))}\n/\n(\n${indent(known)} > 0\n)`;
}

function named(objective: string, expr: string): string {
  return `label_replace(\n${indent(expr)},\n  "${OBJECTIVE_LABEL}", "${objective}", "", ""\n)`;
}

/** All that is recorded about objectives, in the order in which one reads another. */
export function objectiveRecords(promql: Promql): readonly (readonly [name: string, signal: Signal])[] {
  const { bad5m, bad1h } = OBJECTIVE_RECORDS;
  const series = (name: string, objective?: string): string =>
    promql.recorded(
      name,
      promql.labels(...OBJECTIVE_KEYS),
      objective === undefined ? {} : { [OBJECTIVE_LABEL]: objective },
    );
  const burning = (record: BurnRecord, over: (objective: string) => string): readonly [string, Signal] => [
    OBJECTIVE_RECORDS[record],
    burnRate(promql, record, over),
  ];
  return [
    [bad5m, badShare(promql)],
    [
      bad1h,
      {
        ...badShare(promql),
        name: "badShare1h",
        expr: byObjective(promql, `avg_over_time(${series(bad5m)}[1h])`),
      },
    ],
    burning("burn5m", (objective) => series(bad5m, objective)),
    burning("burn30m", (objective) => `avg_over_time(${series(bad5m, objective)}[30m])`),
    burning("burn1h", (objective) => series(bad1h, objective)),
    // Windows that lie side by side say as much as all that were ever recorded, for a fraction of the samples; and those of
    // which nothing is known spend nothing, so a Prometheus that is young does not take an hour for three days.
    burning("burn2h", (objective) => `sum_over_time(${series(bad5m, objective)}[2h:5m]) / 24`),
    burning("burn6h", (objective) => `sum_over_time(${series(bad5m, objective)}[6h:5m]) / 72`),
    burning("burn1d", (objective) => `sum_over_time(${series(bad1h, objective)}[1d:1h]) / 24`),
    burning("burn3d", (objective) => `sum_over_time(${series(bad1h, objective)}[3d:1h]) / 72`),
    [OBJECTIVE_RECORDS.left, budgetLeft(promql, (objective) => series(bad1h, objective))],
  ];
}

function burnRate(promql: Promql, record: BurnRecord, over: (objective: string) => string): Signal {
  return {
    name: record,
    expr: perObjective(promql, (objective, budget) => `${over(objective)} / ${budget}`),
    unit: "factor",
    title: "Burn rate",
    description: `How many times as fast as it may the error budget was spent in the last ${record.replace("burn", "")}; at 1 it lasts for ${BUDGET_DAYS} days.`,
    legend: "{{region}} {{objective}}",
  };
}

function budgetLeft(promql: Promql, badOfHour: (objective: string) => string): Signal {
  return {
    name: "budgetLeft",
    expr: perObjective(promql, (objective, budget) => {
      const hour = badOfHour(objective);
      return `1 - (sum_over_time(${hour}[${BUDGET_DAYS}d:1h]) or 0 * ${hour}) / ${BUDGET_HOURS} / ${budget}`;
    }),
    unit: "share",
    title: "Error budget left",
    description: `What is left of the time that may be bad in ${BUDGET_DAYS} days; below 0 the objective is missed. Full hours count.`,
    legend: "{{region}} {{objective}}",
  };
}

function perObjective(promql: Promql, write: (objective: string, budget: number) => string): string {
  const { thresholds } = promql.options;
  const each = OBJECTIVES.map(({ name, option }) => write(name, errorBudget(thresholds[option])));
  return byObjective(promql, each.join("\nor\n"));
}

/** Says which labels there are: a rule that reads another is not asked to know its result. */
function byObjective(promql: Promql, expr: string): string {
  return `max ${promql.by(...OBJECTIVE_KEYS)} (\n${indent(expr)}\n)`;
}

/** Regions that spend an error budget too fast: `fast` would leave none in days, `slow` none before its thirty days are over. */
export function burningBudgets(promql: Promql, speed: keyof typeof BURNS): Signal {
  const series = (record: BurnRecord): string =>
    promql.recorded(OBJECTIVE_RECORDS[record], promql.labels(...OBJECTIVE_KEYS));
  const conditions = BURNS[speed].map(
    ([factor, long, short]) => `(${series(long)} > ${factor} and ${series(short)} > ${factor})`,
  );
  return {
    name: `${speed}BurningBudgets`,
    expr: byObjective(promql, conditions.join("\nor\n")),
    unit: "factor",
    title: speed === "fast" ? "Budgets that burn fast" : "Budgets that burn slowly",
    description:
      "How many times as fast as it may the error budget of a region is spent. No series for regions that keep to their objectives.",
    legend: "{{region}} {{objective}}",
  };
}
