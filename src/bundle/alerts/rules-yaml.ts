import { stringify } from "yaml";

import { ruleGroups } from "./rule-groups";
import type { RuleGroup } from "./rule-groups";
import type { RuleOptions } from "./rule-options";

/** The text of the rules file, for `rule_files` of Prometheus 2.42 or newer. Laid out as prettier would. */
export function rulesYaml(options: RuleOptions): string {
  return rulesText(ruleGroups(options));
}

/** The same of groups that were made already. */
export function rulesText(groups: readonly RuleGroup[]): string {
  const rules = stringify({ groups }, { lineWidth: 0 });
  return `# Generated from src/bundle by \`npm run generate\`. Changes made here are lost.\n${rules}`;
}
