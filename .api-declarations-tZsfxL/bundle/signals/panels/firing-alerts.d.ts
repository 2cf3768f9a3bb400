import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";
/** Labels of alerts that tell what they are about. */
export declare const FIRING_ALERT_LABELS: readonly ["alertname", "severity", "region", "peer", "shard"];
/** Each alert of the bundle that fires, and since when its condition has held. */
export declare function firingAlerts(promql: PanelPromql): Signal;
