import type { IncidentCause } from "../../domain/terms/incident";

/** The runbooks of the alerts. */
export interface RunbookLibrary {
  /** The alerts that have one, in order. */
  readonly alerts: () => Promise<readonly string[]>;
  /** The runbook of an alert, in Markdown; undefined when there is none. */
  readonly read: (alert: string) => Promise<string | undefined>;
  /** The alert that tells of incidents of a cause; undefined where none does. */
  readonly alertOfCause: (cause: IncidentCause) => string | undefined;
}
