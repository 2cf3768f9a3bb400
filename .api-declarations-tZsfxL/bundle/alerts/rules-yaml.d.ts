import type { RuleOptions } from "./rule-options";
/** The text of the rules file, for `rule_files` of Prometheus 2.42 or newer. Laid out as prettier would. */
export declare function rulesYaml(options: RuleOptions): string;
