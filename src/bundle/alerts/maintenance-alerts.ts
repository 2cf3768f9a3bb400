import { maintenanceEndingSoon } from "../signals/maintenance";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import { waits } from "./runbook-phrase";

/** Planned work that does not end as planned. That it has ended pages by the incident that it explained. */
export const MAINTENANCE_ALERTS = [
  {
    name: "TidaldbMaintenanceEndsSoon",
    severity: "warning",
    times: ({ gapMs }) => alertTimes(60_000, gapMs),
    signal: maintenanceEndingSoon,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "Planned work ends soon, and what it explains is still broken.",
    description: (template) => {
      const offline = template.ifFound(
        `max(${template.metric("tidaldb_region_health", { state: "offline" })}) == 1`,
        " The region is still Offline.",
      );
      return (
        `Planned work on region ${template.label("region")}${template.ofCluster()} ends in {{ $value | humanizeDuration }}, ` +
        `and what it explains is still broken: it pages then.${offline}`
      );
    },
    dashboard: { name: "region", variables: ["region"] },
    runbook: [waits((time) => `for ${time} it`)],
  },
] as const satisfies readonly AlertEntry[];
