import type { Logger } from "pino";
import type { Clock } from "../../domain/terms/clock";
import type { LimitName } from "../../limits/limits";
import type { RefusalCounts } from "../../metrics/terms/refusal-counts";
/** How long one limit is not logged again after it was. Milliseconds. */
export declare const REFUSAL_QUIET_MS = 30000;
/** What is known about something that was refused; goes into the log. */
export interface Refusal {
    /** The client's address. */
    readonly client?: string | undefined;
    /** How many were refused at once. Default 1. */
    readonly count?: number;
}
/**
 * Counts what limits refuse, and says it in the log: the first time at once, then once per half a minute with the number,
 * so that a flood of refusals is no flood of lines. Its memory does not grow with the number of clients.
 */
export declare class Refusals {
    #private;
    constructor(logger: Logger, clock: Clock);
    /** Since the start. Keeps counting after it was handed out. */
    get counts(): RefusalCounts;
    /** Notes that a limit refused something. */
    note(limit: LimitName, { client, count }?: Refusal): void;
    /** Logs what has been refused since the last line about each limit, once its quiet time is over. Call it every second. */
    summarise(): void;
}
