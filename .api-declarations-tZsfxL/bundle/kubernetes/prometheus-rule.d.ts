import type { ObjectMeta } from "kubernetes-types/meta/v1";
import type { RuleGroup } from "../alerts/rule-groups";
import type { BundleOptions } from "../options/options";
/** Rules as the Prometheus operator takes them. `keep_firing_for` needs its version 0.66 or newer. */
export interface PrometheusRule {
    readonly apiVersion: "monitoring.coreos.com/v1";
    readonly kind: "PrometheusRule";
    readonly metadata: ObjectMeta;
    readonly spec: {
        readonly groups: readonly RuleGroup[];
    };
}
/** The groups of the rules file, as they are. */
export declare function prometheusRule(options: BundleOptions): PrometheusRule;
