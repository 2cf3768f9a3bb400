/** A file of rules, as far as it is looked at here. */
export interface RulesFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly object[] }[];
}

/** A file of tests of promtool, as far as it is looked at here. */
export interface RuleTests {
  readonly tests: readonly object[];
  readonly group_eval_order?: readonly string[];
}

export function rulesUnderTest(rules: RulesFile, test: RuleTests): RulesFile;

export function unknownAlerts(rules: RulesFile, test: RuleTests): readonly string[];

export function testOnRules(test: RuleTests, path: string, rules: RulesFile): RuleTests;
