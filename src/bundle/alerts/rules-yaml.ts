import { stringify } from "yaml";

import type { BundleOptions } from "../options/options";
import { ruleGroups } from "./rule-groups";

/** The text of the rules file, for `rule_files` of Prometheus 2.42 or newer. Laid out as prettier would. */
export function rulesYaml(options: BundleOptions): string {
  const rules = stringify({ groups: ruleGroups(options) }, { lineWidth: 0 });
  return `# Generated from src/bundle by \`npm run generate\`. Changes made here are lost.\n${rules}`;
}
