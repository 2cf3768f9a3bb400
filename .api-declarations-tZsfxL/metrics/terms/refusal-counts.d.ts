import type { LimitName } from "../../limits/limits";
/** How often each limit has refused something since the start. */
export type RefusalCounts = Readonly<Record<LimitName, number>>;
/** The counts of a program that has refused nothing yet; the caller's own to count in. */
export declare function noRefusals(): Record<LimitName, number>;
