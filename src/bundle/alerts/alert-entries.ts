import type { AlertEntry } from "./alert-entry";
import { CONTROL_PLANE_ALERTS } from "./control-plane-alerts";
import { EXPORTER_ALERTS } from "./exporter-alerts";
import { INCIDENT_ALERTS } from "./incident-alerts";
import { INTAKE_ALERTS } from "./intake-alerts";
import { MAINTENANCE_ALERTS } from "./maintenance-alerts";
import { OBJECTIVE_ALERTS } from "./objective-alerts";
import { REGION_ALERTS } from "./region-alerts";
import { REPLICATION_ALERTS } from "./replication-alerts";
import { SHARD_ALERTS } from "./shard-alerts";

const GROUPS = [
  { name: "tidaldb.incidents", alerts: INCIDENT_ALERTS },
  { name: "tidaldb.regions", alerts: [...REGION_ALERTS, ...MAINTENANCE_ALERTS, ...OBJECTIVE_ALERTS] },
  { name: "tidaldb.shards", alerts: SHARD_ALERTS },
  { name: "tidaldb.replication", alerts: REPLICATION_ALERTS },
  {
    name: "tidaldb.exporter",
    alerts: [...INTAKE_ALERTS, ...CONTROL_PLANE_ALERTS, ...EXPORTER_ALERTS],
  },
] as const;

/** The name of one alert; its runbook is called the same. */
export type AlertName = (typeof GROUPS)[number]["alerts"][number]["name"];

/** The entries of one group of rules. */
export interface AlertEntryGroup {
  readonly name: string;
  readonly alerts: readonly AlertEntry<AlertName>[];
}

/** Every alert of the bundle by group, in the order in which the rules and the documents list them. */
export const ALERT_ENTRY_GROUPS: readonly AlertEntryGroup[] = GROUPS;

/** The same, without groups. */
export const ALERT_ENTRIES: readonly AlertEntry<AlertName>[] = ALERT_ENTRY_GROUPS.flatMap(
  ({ alerts }) => alerts,
);

/** The names, in the same order. */
export const ALERT_NAMES: readonly AlertName[] = ALERT_ENTRIES.map(({ name }) => name);
