import { Promql } from "../promql/promql";
import { incidentRecord, incidentState } from "../signals/incident";
import { incidentSupport } from "../signals/incident-sight";
import { INCIDENT_ALERTS } from "./incident-alerts";
import type { RecordingRule } from "./recording-rule";
import type { RuleOptions } from "./rule-options";

/**
 * Series that the alerts about incidents read, in the order in which they read each other: whether anybody sees the cluster,
 * then what is in trouble, the widest first. The time that such an alert waits is the age of its incidents here.
 */
export function incidentRecords(options: RuleOptions): readonly RecordingRule[] {
  const promql = new Promql(options);
  return [
    ...Object.entries(incidentSupport(promql).fast).map(([name, signal]) => ({ name, signal })),
    ...INCIDENT_ALERTS.map(({ name, incident }) => ({
      name: incidentRecord(incident),
      signal: incidentState(promql, incident, options.alertTimes[name].forMs),
    })),
  ];
}
