import { burningBudgets, OBJECTIVE_KEYS, OBJECTIVE_LABEL } from "../signals/objectives";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
import { percent } from "./runbook-phrase";
import type { RunbookPhrase } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/**
 * What is spent of the error budgets. Quiet: what is broken pages by incidents, and this says what it costs, also when it comes in
 * pieces that are each too short to page. Nothing silences it: what is left of a month is news beside any incident.
 */
export const OBJECTIVE_ALERTS = [
  {
    name: "TidaldbErrorBudgetBurnsFast",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(2 * MINUTE_MS, restartMs),
    signal: (promql) => burningBudgets(promql, "fast"),
    seriesLabels: OBJECTIVE_KEYS,
    labels: { region: "region" },
    summary: "A region spends its error budget fast.",
    description: (template) => `${spending(template)}: what has to last for 30 days would be gone in a few.`,
    dashboard: { name: "objectives", variables: ["region"] },
    runbook: [objectivesPhrase()],
  },
  {
    name: "TidaldbErrorBudgetBurnsSlowly",
    severity: "info",
    times: ({ restartMs }) => alertTimes(15 * MINUTE_MS, restartMs),
    signal: (promql) => burningBudgets(promql, "slow"),
    seriesLabels: OBJECTIVE_KEYS,
    labels: { region: "region" },
    summary: "A region spends its error budget faster than it lasts.",
    description: (template) => `${spending(template)}: it will not last for its 30 days.`,
    dashboard: { name: "objectives", variables: ["region"] },
    runbook: [objectivesPhrase()],
  },
] as const satisfies readonly AlertEntry[];

function spending(template: AlertTemplate): string {
  return (
    `Region ${template.label("region")}${template.ofCluster()} spends its error budget of ${template.label(OBJECTIVE_LABEL)} ` +
    '{{ $value | printf "%.1f" }} times as fast as it may'
  );
}

function objectivesPhrase(): RunbookPhrase {
  return ({ thresholds }) =>
    `availability ${percent(thresholds.availabilityObjective)}, freshness ${percent(thresholds.freshnessObjective)}`;
}
