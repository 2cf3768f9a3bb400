import type { Clock } from "../../domain/terms/clock";
/** The machine's clocks: monotonic since some moment in the past, wall clock to the millisecond. */
export declare function systemClock(): Clock;
