import type { ObjectMeta } from "kubernetes-types/meta/v1";

import type { RuleGroup } from "../alerts/rule-groups";
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

/** The groups of the rules file, as they are. */
export function prometheusRule(options: BundleOptions): PrometheusRule {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: OBJECT_NAMES.rules, labels: OBJECT_LABELS },
    spec: { groups: ruleGroups(options) },
  };
}
