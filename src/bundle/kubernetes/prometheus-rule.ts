import type { ObjectMeta } from "kubernetes-types/meta/v1";

import { ALERT_ENTRIES } from "../alerts/alert-entries";
import type { Rule, RuleGroup } from "../alerts/rule-groups";
import { ruleGroups } from "../alerts/rule-groups";
import type { BundleOptions } from "../options/options";
import { OBJECT_LABELS, OBJECT_NAMES } from "./object-names";

/** Rules as the Prometheus operator takes them. `keep_firing_for` needs its version 0.66 or newer. */
export interface PrometheusRule {
  readonly apiVersion: "monitoring.coreos.com/v1";
  readonly kind: "PrometheusRule";
  readonly metadata: ObjectMeta;
  readonly spec: { readonly groups: readonly RuleGroup[] };
}

/** The groups of the rules file, in the namespace of the options. */
export function prometheusRule(options: BundleOptions): PrometheusRule {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: OBJECT_NAMES.rules, labels: OBJECT_LABELS },
    spec: { groups: rulesInNamespace(options, options.kubernetes.namespace) },
  };
}

/**
 * The groups of the rules file, with the label `namespace` for alerts that have none of their series: the operator lets an
 * AlertmanagerConfig route only what has its own, unless it is told otherwise.
 *
 * @param namespace empty: not known, and no alert gets one.
 */
export function rulesInNamespace(options: BundleOptions, namespace: string): readonly RuleGroup[] {
  const groups = ruleGroups(options);
  if (namespace === "") return groups;
  return groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => inNamespace(rule, namespace)),
  }));
}

/** One that vanished has the namespace that it was in. */
function inNamespace(rule: Rule, namespace: string): Rule {
  if (!("alert" in rule)) return rule;
  const entry = ALERT_ENTRIES.find(({ name }) => name === rule.alert);
  if (entry?.mayLackSeries !== true) return rule;
  const known = `{{ or $labels.namespace "${namespace}" }}`;
  return { ...rule, labels: { namespace: known, ...rule.labels } };
}
