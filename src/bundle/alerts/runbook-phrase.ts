import { promqlDuration } from "../promql/promql-duration";
import { durationText } from "../terms/amount-text";
import type { BaseOptions } from "../terms/base-options";

/** A phrase of a shipped runbook, as these options have it; what the default options make of it is what is shipped. */
export type RunbookPhrase = (options: BaseOptions, alert: { readonly forMs: number }) => string;

/** A phrase with the time that the alert waits. */
export function waits(phrase: (time: string) => string): RunbookPhrase {
  return (_, { forMs }) => phrase(durationText(forMs));
}

/** A selector of a query with its range. */
export function within(
  window: "rateMs" | "lagTrendMs" | "stalledMs" | "flappingMs",
  before: string,
): RunbookPhrase {
  return ({ windows }) => `${before}[${promqlDuration(windows[window])}`;
}

/** A share, 0 to 1, for prose: `30 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
