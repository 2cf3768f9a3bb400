import type { BaseOptions } from "../terms/base-options";
/** A phrase of a shipped runbook, as these options have it; what the default options make of it is what is shipped. */
export type RunbookPhrase = (options: BaseOptions, alert: {
    readonly forMs: number;
}) => string;
/** A phrase with the time that the alert waits. */
export declare function waits(phrase: (time: string) => string): RunbookPhrase;
/** A selector of a query with its range. */
export declare function within(window: "rateMs" | "lagTrendMs" | "stalledMs" | "flappingMs", before: string): RunbookPhrase;
/** A share, 0 to 1, for prose: `30 %`. */
export declare function percent(share: number): string;
