import { rememberedByLabels, type LabelRecord, type Labels } from "./labels";
import { EvaluationError, type Sample } from "./promql/expression";
import type { SeriesStore } from "./series-store";

const RESOLVED_RETENTION_MS = 15 * 60_000;

/** An alerting rule, compiled. */
export interface AlertDefinition {
  readonly name: string;
  readonly run: (store: SeriesStore, atMs: number) => readonly Sample[];
  readonly holdMs: number;
  readonly keepFiringMs: number;
  /** Adds the labels of the rule, whose templates see the labels and the value. */
  readonly label: (labels: Labels, value: number) => Labels;
}

/** An alert as a rule holds it. */
export interface ActiveAlert {
  readonly labels: Labels;
  state: "pending" | "firing" | "inactive";
  value: number;
  readonly activeAtMs: number;
  firedAtMs: number | undefined;
  resolvedAtMs: number | undefined;
  keepFiringSinceMs: number | undefined;
  lastSentMs: number;
  /** Until when Alertmanager takes what was sent last as firing. */
  validUntilMs: number;
}

/** The state of one alerting rule, as Prometheus 2.42 keeps it. */
export class AlertingRule {
  readonly definition: AlertDefinition;
  readonly active = new Map<Labels, ActiveAlert>();

  constructor(definition: AlertDefinition) {
    this.definition = definition;
  }

  /** Takes in the result of the expression. */
  update(samples: readonly Sample[], atMs: number): void {
    const found = new Map<Labels, number>();
    for (const { labels, value } of samples) {
      const labelled = this.definition.label(labels, value);
      if (found.has(labelled)) {
        throw new EvaluationError(
          "vector contains metrics with the same labelset after applying alert labels",
        );
      }
      found.set(labelled, value);
    }
    for (const [labels, value] of found) {
      const alert = this.active.get(labels);
      if (alert !== undefined && alert.state !== "inactive") alert.value = value;
      else this.active.set(labels, newAlert(labels, value, atMs));
    }
    for (const alert of this.active.values()) {
      if (!found.has(alert.labels) && !this.#outlives(alert, atMs)) continue;
      if (found.has(alert.labels)) alert.keepFiringSinceMs = undefined;
      if (alert.state === "pending" && atMs - alert.activeAtMs >= this.definition.holdMs) {
        alert.state = "firing";
        alert.firedAtMs = atMs;
      }
    }
  }

  /** Whether an alert whose condition is over goes on firing. Forgets it in time otherwise. */
  #outlives(alert: ActiveAlert, atMs: number): boolean {
    const { keepFiringMs } = this.definition;
    if (alert.state === "firing" && keepFiringMs > 0) {
      alert.keepFiringSinceMs ??= atMs;
      if (atMs - alert.keepFiringSinceMs < keepFiringMs) return true;
    }
    const { state, resolvedAtMs } = alert;
    if (state === "pending" || (resolvedAtMs !== undefined && atMs - resolvedAtMs > RESOLVED_RETENTION_MS)) {
      this.active.delete(alert.labels);
    }
    if (alert.state !== "inactive") {
      alert.state = "inactive";
      alert.resolvedAtMs = atMs;
    }
    return false;
  }
}

function newAlert(labels: Labels, value: number, atMs: number): ActiveAlert {
  return {
    labels,
    state: "pending",
    value,
    activeAtMs: atMs,
    firedAtMs: undefined,
    resolvedAtMs: undefined,
    keepFiringSinceMs: undefined,
    lastSentMs: -Infinity,
    validUntilMs: -Infinity,
  };
}

/**
 * Makes the labels of an alert.
 *
 * @param templates - by label; text with `{{ $labels.x }}` and `{{ $value }}`.
 * @throws Error for any other template.
 */
export function alertLabels(name: string, templates: LabelRecord): AlertDefinition["label"] {
  const usesValue = Object.values(templates).some((text) => text.includes("$value"));
  for (const text of Object.values(templates)) {
    const rest = text.replace(/\{\{\s*(\$labels\.\w+|\$value)\s*\}\}/g, "");
    if (rest.includes("{{")) throw new Error(`label template is not modelled: ${text}`);
  }
  const make = (labels: Labels, value: number): Labels =>
    labels.nameless.with({
      ...Object.fromEntries(
        Object.entries(templates).map(([label, text]) => [
          label,
          text
            .replace(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, of: string) => labels.get(of))
            .replace(/\{\{\s*\$value\s*\}\}/g, String(value)),
        ]),
      ),
      alertname: name,
    });
  return usesValue ? make : rememberedByLabels((labels) => make(labels, NaN));
}
