import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

import { rulesUnderTest } from "../../../scripts/check-rules/rules-under-test.cjs";
import type { RulesFile } from "../../../scripts/check-rules/rules-under-test.cjs";
import { RuleBook } from "../../../truth/prometheus/rule-book";
import { someRows } from "../../support/property-runs";
import { answersOfModel, promtoolCases } from "../../support/truth/promtool-cases";

const ALERTS = join(__dirname, "../../../alerts");

/** What promtool expects of the shipped rules is what the model finds as well. */
describe("the model of Prometheus, in the cases that promtool tests the shipped alerts with", () => {
  const rules = parse(readFileSync(join(ALERTS, "tidaldb.rules.yml"), "utf8")) as RulesFile;
  const cases = readdirSync(join(ALERTS, "tests")).flatMap((file) =>
    promtoolCases(join(ALERTS, "tests", file)),
  );

  it.each(someRows(cases, 30).map((one) => [one.name, one] as const))("%s", (_, one) => {
    // Of fifty alerts a case looks at one or two, and all are evaluated at each of its steps.
    const book = new RuleBook(JSON.stringify(rulesUnderTest(rules, { tests: [one] })));
    const answers = answersOfModel(book, one);
    expect(answers).not.toEqual([]);
    expect(answers.map(({ asked, found }) => [asked, found])).toEqual(
      answers.map(({ asked, expected }) => [asked, expected]),
    );
  });
});
