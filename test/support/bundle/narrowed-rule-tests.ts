import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

import { rulesUnderTest, testOnRules } from "../../../scripts/check-rules/rules-under-test.cjs";
import type { RuleTests, RulesFile } from "../../../scripts/check-rules/rules-under-test.cjs";

/**
 * Writes each test of a file of tests as a file of its own, on the rules that it looks at: promtool evaluates every rule at each step of
 * each test, and takes forty times as long for the same answer.
 *
 * @param folder where they are written.
 * @returns their paths.
 */
export function narrowedRuleTests(rulesPath: string, testsPath: string, folder: string): readonly string[] {
  const rules = parse(readFileSync(rulesPath, "utf8")) as RulesFile;
  const all = parse(readFileSync(testsPath, "utf8")) as RuleTests;
  return all.tests.map((test, index) => {
    const under = rulesUnderTest(rules, { tests: [test] });
    const path = join(folder, `test-${index}.yml`);
    const ownRules = join(folder, `rules-of-test-${index}.yml`);
    writeFileSync(ownRules, JSON.stringify(under));
    writeFileSync(path, JSON.stringify(testOnRules({ ...all, tests: [test] }, ownRules, under)));
    return path;
  });
}
