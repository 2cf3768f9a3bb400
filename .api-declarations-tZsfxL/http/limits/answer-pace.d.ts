import type { LimitName } from "../../limits/limits";
/** How slowly an answer may be read. */
export interface PaceLimits {
    /** For a whole answer to be taken, from its first byte on. Milliseconds. */
    readonly answerMs: number;
    /** What a client takes at the least while bytes wait for it, on the average of a window. */
    readonly bytesPerSecond: number;
    /** That window, which is also how long a client may stand still. Milliseconds. */
    readonly windowMs: number;
}
/**
 * Long enough for what hides a slow client's progress: a kernel that buffers for it asks for more in bursts, a third of its
 * buffer at a time, and a chunk counts only when the kernel has all of it.
 */
export declare const PACE_WINDOW_MS = 30000;
/** What is seen of a connection at one look at it. */
export interface PaceLook {
    /** Since the look before. */
    readonly elapsedMs: number;
    /** Bytes that have left for the kernel since the connection began. */
    readonly leftBytes: number;
    /** Bytes that wait for the client to take some. */
    readonly pendingBytes: number;
    /** The longest that the answer at hand may take; undefined before its first byte. */
    readonly answerMs: number | undefined;
}
/**
 * Whether one connection is read fast enough.
 *
 * It has a budget of time, a window long at the most. Time in which bytes wait for the client uses it up, and bytes that leave
 * fill it again at the least rate. So a client that keeps the rate never runs out of it, in whatever bursts it reads.
 */
export declare class AnswerPace {
    #private;
    /** The next answer of the connection begins; its time is its own, and the budget stays. */
    beginAnswer(): void;
    /** Returns the limit that the connection is beyond, if it is beyond one. */
    look({ elapsedMs, leftBytes, pendingBytes, answerMs }: PaceLook, { bytesPerSecond, windowMs }: Pick<PaceLimits, "bytesPerSecond" | "windowMs">): Extract<LimitName, "answer_rate" | "answer_time"> | undefined;
}
