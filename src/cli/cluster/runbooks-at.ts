import { alertOfCause } from "../../bundle/signals/subject-alerts";
import { incidentRunbook } from "../../http/runbooks/runbook-link";
import type { RunbookOf } from "../../http/status-page/incident-list";

/** The runbooks that the exporter at an address serves, with what an incident is about filled in. */
export function runbooksAt(address: string): RunbookOf {
  return (incident) => {
    const alert = alertOfCause(incident.cause);
    return alert && incidentRunbook(address, alert, incident);
  };
}
