import { LongGaps } from "./long-gaps";
/**
 * The time that this process lived through: monotonic time less the times it stood still itself for long (a stop signal, a frozen
 * virtual machine). Silence is measured on it, so our own stall is never taken for the shards' silence.
 *
 * Work of our own is no stall, nor is standing still for a few seconds, as a process does that is throttled: those count as
 * time. What waited in the sockets meanwhile is taken in before anything is judged, see {@link StallFreeClock.judge}.
 *
 * It takes a background tick to notice a gap, so nothing is subtracted before the first one. After a stall, time stays where
 * it was for one more tick: the heartbeats that waited in the sockets are taken in before anything can turn Offline.
 */
export declare class StallFreeClock {
    #private;
    /**
     * The longest time that the process may stand still and be taken to have lived, in milliseconds: with a heartbeat's interval on
     * top, still far from the silence that is Offline.
     */
    longestLivedStallMs: number;
    /**
     * @param tickIntervalMs - how often `tick` will be called.
     * @param workedMs - milliseconds of processor time that this process has used, ever; without it, as if it never worked.
     * @param gaps - is told of every gap of more than `longestLivedStallMs`, taken out or not.
     * @throws RangeError when the interval is not more than 0.
     */
    constructor(tickIntervalMs: number, workedMs?: () => number, gaps?: LongGaps);
    /**
     * Notes that the process is alive now, and returns its lived time in milliseconds: when something arrived that arrived now.
     *
     * @param readMs - on the monotonic clock. A reading from before the last look counts as that look: it may be the shared one
     *   of a batch during which this process stood still, and must not turn that time into silence.
     */
    observe(readMs: number): number;
    /**
     * As `observe`, and returns the lived time by which silence is to be judged: that of the last moment up to which everything
     * that had arrived was surely taken in. After a gap that is the moment before it, for one tick; it never goes back.
     */
    judge(readMs: number): number;
    /** The background tick: as `judge`, and from the first one on, gaps are noticed. */
    tick(monotonicMs: number): number;
    /** Seconds that the process stood still, ever, its own work left aside. */
    get stalledSeconds(): number;
}
