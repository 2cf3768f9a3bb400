import { rulesUnderTest, testOnRules } from "../../../scripts/check-rules/rules-under-test.cjs";
import type { RuleTests } from "../../../scripts/check-rules/rules-under-test.cjs";

const RULES = {
  groups: [
    {
      name: "records",
      rules: [
        { record: "region:up:sum", expr: "sum by (region) (up)" },
        { record: "cluster:up:sum", expr: "sum(region:up:sum)" },
        { record: "unused:up:sum", expr: "sum(up)" },
      ],
    },
    {
      name: "alerts",
      interval: "15s",
      rules: [
        { alert: "Down", expr: "cluster:up:sum == 0", for: "1m" },
        { alert: "Told", expr: 'ALERTS{alertname="Down",alertstate="firing"} and up' },
        { alert: "Other", expr: "up == 2" },
      ],
    },
    { name: "others", rules: [{ alert: "Another", expr: "up == 3" }] },
  ],
};

/** Names of the groups' rules that are left for a test, and the test on them. */
function narrowed(test: RuleTests): { left: Record<string, string[]>; test: RuleTests } {
  const under = rulesUnderTest(RULES, test);
  const nameOf = (rule: { record?: string; alert?: string }): string => rule.record ?? rule.alert ?? "";
  const left = Object.fromEntries(under.groups.map(({ name, rules }) => [name, rules.map(nameOf)]));
  return { left, test: testOnRules(test, "narrowed.yml", under) };
}

test.each([
  [
    "an alert, with what is recorded for it",
    { alert_rule_test: [{ alertname: "Down" }] },
    { records: ["region:up:sum", "cluster:up:sum"], alerts: ["Down"] },
  ],
  [
    "an alert that looks at another one",
    { alert_rule_test: [{ alertname: "Told" }] },
    { records: ["region:up:sum", "cluster:up:sum"], alerts: ["Down", "Told"] },
  ],
  [
    "an expression",
    { promql_expr_test: [{ expr: 'sum(ALERTS{alertname="Other"}) + region:up:sum' }] },
    { records: ["region:up:sum"], alerts: ["Other"] },
  ],
  ["nothing that is there", { alert_rule_test: [{ alertname: "Gone" }] }, {}],
])("a file of tests runs on what it asks for: %s", (_what, test, left) => {
  expect(narrowed({ tests: [test] }).left).toEqual(left);
});

test("the order of groups names those that are left, and everything else of the file stays", () => {
  const test = {
    rule_files: ["../tidaldb.rules.yml"],
    evaluation_interval: "5s",
    group_eval_order: ["others", "records", "alerts"],
    tests: [{ name: "it fires", alert_rule_test: [{ alertname: "Down" }] }],
  };
  expect(narrowed(test).test).toEqual({
    ...test,
    rule_files: ["narrowed.yml"],
    group_eval_order: ["records", "alerts"],
  });
});
