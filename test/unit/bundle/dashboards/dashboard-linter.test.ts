import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { buildDashboards } from "../../../../src/bundle/dashboards/dashboard-files";
import type { ClassicDashboard } from "../../../../src/bundle/dashboards/dashboard-shell";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { dataPanels, queriesOf } from "../../../support/bundle/grafana-dashboard";
import { withoutMacros } from "../../../support/bundle/promql-in-dashboards";
import { readPromql } from "../../../support/bundle/promql-reading";
import type { ReadSelector } from "../../../support/bundle/promql-reading";

/** A finding of grafana/dashboard-linter, of a whole dashboard or of one panel. */
interface LintFinding {
  readonly rule: string;
  readonly dashboard: string;
  readonly panel?: string;
}

interface Exclusion {
  readonly reason?: string;
  readonly entries?: readonly { readonly dashboard?: string; readonly panel?: string }[];
}

const LINT = join(__dirname, "..", "..", "..", "..", "dashboards", ".lint");
const { exclusions } = parse(readFileSync(LINT, "utf8")) as {
  readonly exclusions: Readonly<Record<string, Exclusion>>;
};

/** Functions in which the linter wants counters to stand. */
const OVER_COUNTERS = ["rate", "irate", "increase"];

/** What the linter's rules about variables, selectors, ranges and counters find; what its other rules ask for is tested beside this. */
function findingsOf(dashboard: ClassicDashboard): readonly LintFinding[] {
  const title = dashboard.title ?? "";
  const variables = dashboard.templating.list ?? [];
  const isAsWanted = (name: string): boolean =>
    variables.some(
      (variable) => variable.name === name && variable.multi === true && variable.allValue === ".+",
    );
  const ofDashboard = [
    ...(isAsWanted("job") ? [] : ["template-job-rule"]),
    ...(isAsWanted("instance") ? [] : ["template-instance-rule"]),
    ...(dashboard.editable === true ? ["uneditable-dashboard"] : []),
  ];
  const ofPanels = dataPanels(dashboard).flatMap((panel) =>
    queriesOf(panel).flatMap(({ expr }) =>
      rulesBrokenBy(expr).map((rule) => ({ rule, dashboard: title, panel: panel.title ?? "" })),
    ),
  );
  return [...ofDashboard.map((rule) => ({ rule, dashboard: title })), ...ofPanels];
}

function rulesBrokenBy(expr: string): readonly string[] {
  const { selectors } = readPromql(withoutMacros(expr));
  const ranges = [...expr.matchAll(/\[([^\]]+)\]/g)].map(([, range]) => range);
  return [
    ...(selectors.every((selector) => hasVariable(selector, "job")) ? [] : ["target-job-rule"]),
    ...(selectors.every((selector) => hasVariable(selector, "instance")) ? [] : ["target-instance-rule"]),
    ...(ranges.every((range) => range === "$__rate_interval") ? [] : ["target-rate-interval-rule"]),
    ...(selectors.some(isBareCounter) ? ["target-counter-agg-rule"] : []),
  ];
}

function hasVariable({ matchers }: ReadSelector, name: string): boolean {
  return matchers.some(
    ({ label, operator, value }) => label === name && operator === "=~" && value === `$${name}`,
  );
}

function isBareCounter({ metric = "", rangeFunction = "" }: ReadSelector): boolean {
  return metric.endsWith("_total") && !OVER_COUNTERS.includes(rangeFunction);
}

function covers(rule: string, { entries }: Exclusion, finding: LintFinding): boolean {
  if (rule !== finding.rule) return false;
  return (
    entries === undefined ||
    entries.some(
      (entry) =>
        (entry.dashboard ?? finding.dashboard) === finding.dashboard &&
        (entry.panel ?? finding.panel) === finding.panel,
    )
  );
}

const FINDINGS = buildDashboards(DEFAULT_BUNDLE_OPTIONS).flatMap(findingsOf);

test("What a linter would say of the dashboards is in .lint", () => {
  const open = FINDINGS.filter(
    (finding) => !Object.entries(exclusions).some(([rule, exclusion]) => covers(rule, exclusion, finding)),
  );

  expect(open).toEqual([]);
});

test.each(Object.entries(exclusions))(
  "%s is excluded with a reason, and for something that is there",
  (rule, exclusion) => {
    const { reason, entries } = exclusion;

    expect(reason).toMatch(/^[A-Z].{20,}\.$/);
    for (const entry of entries ?? [{}]) {
      expect([entry, FINDINGS.some((finding) => covers(rule, { entries: [entry] }, finding))]).toEqual([
        entry,
        true,
      ]);
    }
  },
);
