import { OBJECTIVE_KEYS, OBJECTIVE_LABEL, OBJECTIVE_RECORDS, OBJECTIVES } from "../objectives";
import type { Signal, SignalUnit } from "../signal";
import { BUDGET_DAYS } from "../../terms/error-budget";
import type { PanelPromql } from "./panel-promql";

type Objective = (typeof OBJECTIVES)[number]["name"];

const WHAT_IS_BAD: Readonly<Record<Objective, string>> = {
  availability: "Bad is time in which a region is Offline",
  freshness:
    "Bad is time in which followers in a region lag by more than the limit, each follower of each shard by itself",
};

const LEFT_OUT = "What planned work explains, and time of which nothing is known, does not count.";

/** Every objective, with the share of the time that it asks for. */
export function objectivesOf({ options }: PanelPromql): readonly { name: Objective; share: number }[] {
  return OBJECTIVES.map(({ name, option }) => ({ name, share: options.thresholds[option] }));
}

/** What is recorded of each region, of one objective or of all. */
function recorded(
  promql: PanelPromql,
  record: keyof typeof OBJECTIVE_RECORDS,
  objective?: Objective,
): string {
  const chosen = objective === undefined ? {} : { [OBJECTIVE_LABEL]: objective };
  return promql.recorded(OBJECTIVE_RECORDS[record], OBJECTIVE_KEYS, chosen);
}

/** The value of a table's cell: the worst where jobs differ. */
function cell(
  promql: PanelPromql,
  record: keyof typeof OBJECTIVE_RECORDS,
  [operation, unit]: readonly [operation: "min" | "max", unit: SignalUnit],
): Signal {
  return {
    name: `objective${record}`,
    expr: `${operation} ${promql.by(...OBJECTIVE_KEYS)} (${recorded(promql, record)})`,
    unit,
    title: record,
    description: record,
  };
}

/** Rows of the table of objectives: every region with each objective of which anything was recorded in the last hour. */
export function objectiveRows(promql: PanelPromql): string {
  return `group ${promql.by(...OBJECTIVE_KEYS)} (${recorded(promql, "bad1h")})`;
}

/** What is left of each budget now. */
export function budgetLeftNow(promql: PanelPromql): Signal {
  return cell(promql, "left", ["min", "share"]);
}

/** How fast each budget was spent lately. */
export function burnRateNow(promql: PanelPromql, over: "1h" | "6h" | "1d" | "3d"): Signal {
  return cell(promql, `burn${over}`, ["max", "factor"]);
}

/** What was left of the budgets of one objective, over time. */
export function budgetLeftOverTime(promql: PanelPromql, objective: Objective, share: number): Signal {
  return {
    name: `budgetLeft${objective}`,
    expr: `min ${promql.by("region")} (${recorded(promql, "left", objective)})`,
    unit: "share",
    title: `Budget left: ${objective}`,
    description:
      `What is left of the ${percent(1 - share)} of ${BUDGET_DAYS} days that may be bad; below 0 the objective of ${percent(share)} is missed. ` +
      `${WHAT_IS_BAD[objective]}. ${LEFT_OUT}`,
    legend: promql.legend("{{region}}"),
  };
}

/** How fast the budgets of one objective were spent, over time. */
export function burnRateOverTime(promql: PanelPromql, objective: Objective): Signal {
  return {
    name: `burnRate${objective}`,
    expr: `max ${promql.by("region")} (${recorded(promql, "burn1h", objective)})`,
    unit: "factor",
    title: `Burn rate: ${objective}`,
    description:
      `How many times as fast as it may the budget was spent in the hour before. At 1 it lasts for its ${BUDGET_DAYS} days. ` +
      `${WHAT_IS_BAD[objective]}. ${LEFT_OUT}`,
    legend: promql.legend("{{region}}"),
  };
}

/** How much of each moment regions were Offline, by what planned work leaves of it or by what it explains. */
export function offlineTime(promql: PanelPromql, which: "unplanned" | "planned"): Signal {
  const announced = String(which === "planned");
  const passed = promql.overRate("rate", "tidaldb_region_state_seconds_total", {
    state: "offline",
    announced,
  });
  return {
    name: `${which}OfflineTime`,
    expr: `max ${promql.by("region")} (${passed})`,
    unit: "share",
    title: which === "planned" ? "Time Offline: planned" : "Time Offline",
    description:
      which === "planned"
        ? "Share of the time that each region was Offline because of planned work; it costs no budget."
        : "Share of the time that each region was Offline and no planned work explained it.",
    legend: promql.legend("{{region}}"),
  };
}

/** How much of the followers of each region was beyond the lag limit, by what planned work leaves of it or by what it explains. */
export function lateTime(promql: PanelPromql, which: "unplanned" | "planned"): Signal {
  const announced = String(which === "planned");
  const late = promql.overRate("rate", "tidaldb_region_follower_seconds_total", { state: "late", announced });
  return {
    name: `${which}LateTime`,
    expr: `max ${promql.by("region")} (${late}) > 0`,
    unit: "count",
    title: "Late followers",
    description:
      "How many followers in each region were beyond the lag limit on average, by whether planned work explains it; those that it explains cost no budget.",
    legend: promql.legend(which === "planned" ? "{{region}}, planned" : "{{region}}"),
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(6))} %`;
}
