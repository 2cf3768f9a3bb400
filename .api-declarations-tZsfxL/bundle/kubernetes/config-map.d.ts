import type { ConfigMap } from "kubernetes-types/core/v1";
import type { BundleOptions } from "../options/options";
/** The exporter's configuration. Its thresholds are those that the rules and the panels name. */
export declare function configMap(options: BundleOptions): ConfigMap;
/** The same where several equal exporters share it: what each of them keeps for itself, the others would not know. */
export declare function redundantConfigMap(options: BundleOptions): ConfigMap;
