import type { DashboardName } from "../terms/dashboard-link";
import type { Signal } from "../signals/signal";
import type { AlertName } from "./alert-entries";
import type { Severity } from "./severity";

/** One alert as its entry and the options make it, without what is added to all: times, links and the user's own labels. */
export interface Alert {
  readonly name: AlertName;
  readonly severity: Severity;
  /** Fires for each series that it has. */
  readonly signal: Signal;
  /** Further labels; values are Go templates. */
  readonly labels: Readonly<Record<string, string>>;
  /** As the entry has it. */
  readonly summary: string;
  /** The facts, as a Go template, with values in units for people. */
  readonly description: string;
  /** Its record waits and holds on, not its rule. */
  readonly isOfIncidents: boolean;
  /** Further annotations, as Go templates. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The alert's labels as the query of its runbook's address, a Go template; empty where it has none that a runbook names. */
  readonly runbookQuery: string;
  /** Where to look, and the values of the dashboard's variables as Go templates. */
  readonly dashboard: { readonly name: DashboardName; readonly variables: Readonly<Record<string, string>> };
}

/** The alerts of one group of rules. */
export interface AlertGroup {
  readonly name: string;
  readonly alerts: readonly Alert[];
}
