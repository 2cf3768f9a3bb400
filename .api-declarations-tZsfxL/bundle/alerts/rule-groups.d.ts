import { Promql } from "../promql/promql";
import type { Alert, AlertGroup } from "./alert";
import type { RuleOptions } from "./rule-options";
/** A rule as a file of Prometheus writes it. */
export type Rule = {
    readonly record: string;
    readonly expr: string;
} | {
    readonly alert: string;
    readonly expr: string;
    readonly for?: string;
    readonly keep_firing_for?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
};
/** Rules that are evaluated one after the other. */
export interface RuleGroup {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly Rule[];
}
/** Every alert of the bundle, by group. */
export declare function alertGroups(options: RuleOptions): readonly AlertGroup[];
/** The same, written by a writer of PromQL that its caller may look at afterwards. */
export declare function alertGroupsIn(promql: Promql, { alertTimes, alertUrgencies }: Pick<RuleOptions, "alertTimes" | "alertUrgencies">): readonly AlertGroup[];
/** Where the runbook of an alert is read. */
export declare function runbookUrl(options: RuleOptions, alert: Pick<Alert, "name">): string;
/** The groups of the rules file, also those of a `PrometheusRule`: recording rules first, then the alerts. */
export declare function ruleGroups(options: RuleOptions): readonly RuleGroup[];
