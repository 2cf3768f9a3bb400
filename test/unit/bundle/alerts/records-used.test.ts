import { incidentRecords } from "../../../../src/bundle/alerts/incident-records";
import { recordingRules } from "../../../../src/bundle/alerts/recording-rule";
import { ruleGroups } from "../../../../src/bundle/alerts/rule-groups";
import { dashboardFiles } from "../../../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { Promql } from "../../../../src/bundle/promql/promql";

const RECORDS = [
  ...recordingRules(new Promql(DEFAULT_BUNDLE_OPTIONS)),
  ...incidentRecords(DEFAULT_BUNDLE_OPTIONS),
].map(({ name }) => name);

const PANELS = dashboardFiles(DEFAULT_BUNDLE_OPTIONS)
  .map(({ text }) => text)
  .join("");

test.each(RECORDS)("what %s records is read by a panel, an alert, or another rule", (name) => {
  const rules = ruleGroups(DEFAULT_BUNDLE_OPTIONS).flatMap((group) => group.rules);
  const others = rules.filter((rule) => !("record" in rule && rule.record === name));

  expect([PANELS, ...others.map(({ expr }) => expr)].some((text) => text.includes(name))).toBe(true);
});

test("no two rules record under the same name, and each is read after it was recorded", () => {
  const names = recordingRules(new Promql(DEFAULT_BUNDLE_OPTIONS));
  const position = new Map(names.map(({ name }, index) => [name, index]));

  expect(position.size).toBe(names.length);
  for (const [index, { name, signal }] of names.entries()) {
    const readTooEarly = [...position].filter(([other, at]) => at > index && signal.expr.includes(other));
    expect([name, readTooEarly]).toEqual([name, []]);
  }
});
