import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { RuleBook } from "../../../truth/prometheus/rule-book";
import { someRows } from "../../support/property-runs";
import { answersOfModel, promtoolCases } from "../../support/truth/promtool-cases";

const ALERTS = join(__dirname, "../../../alerts");

/** What promtool expects of the shipped rules is what the model finds as well. */
describe("the model of Prometheus, in the cases that promtool tests the shipped alerts with", () => {
  const book = new RuleBook(readFileSync(join(ALERTS, "tidaldb.rules.yml"), "utf8"));
  const cases = readdirSync(join(ALERTS, "tests")).flatMap((file) =>
    promtoolCases(join(ALERTS, "tests", file)),
  );

  it.each(someRows(cases, 30).map((one) => [one.name, one] as const))("%s", (_, one) => {
    const answers = answersOfModel(book, one);
    expect(answers).not.toEqual([]);
    expect(answers.map(({ asked, found }) => [asked, found])).toEqual(
      answers.map(({ asked, expected }) => [asked, expected]),
    );
  });
});
