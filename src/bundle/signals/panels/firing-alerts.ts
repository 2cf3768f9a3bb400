import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";
import { inEveryRow, NOT_KNOWN } from "./table-rows";

/** Labels of alerts that tell what they are about. */
export const FIRING_ALERT_LABELS = ["alertname", "severity", "region", "peer", "shard"] as const;

/** Each alert of the bundle that fires, and since when its condition has held. */
export function firingAlerts(promql: PanelPromql): Signal {
  const by = promql.by(...FIRING_ALERT_LABELS);
  const firing = withoutGaps(`group ${by} (${promql.alerts("ALERTS")})`);
  const since = withoutGaps(`min ${by} (${promql.alerts("ALERTS_FOR_STATE")})`);
  const signal: Signal = {
    name: "firingAlerts",
    expr: `${since}\nand ${promql.on(...FIRING_ALERT_LABELS)}\n${firing}`,
    unit: "timestamp_seconds",
    title: "Firing alerts",
    description:
      "Alerts of these rules that fire in this Prometheus, silenced and inhibited ones too, and since when their condition has " +
      "held. None may also mean that the rules are not loaded here.",
  };
  return inEveryRow(signal, firing, [promql.clusterLabel, ...FIRING_ALERT_LABELS], {
    alertname: "none fires",
  });
}

/** Most alerts have some of the labels only. A column that no row has would be missing, and tables would not join. */
function withoutGaps(expr: string): string {
  return FIRING_ALERT_LABELS.reduce(
    (inner, label) => `label_replace(${inner}, "${label}", "${NOT_KNOWN}", "${label}", "")`,
    expr,
  );
}
