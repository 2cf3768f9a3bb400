/** A piece of a recording as its head says: the recorder's wall clock at its beginning and its end, in nanoseconds since the epoch. */
interface TimedFrame {
  readonly firstNs: bigint;
  readonly lastNs: bigint;
}

/** Frames in which the recorder's wall clock was not set back. */
export interface ClockRun extends TimedFrame {
  /** Its first frame, counted from the beginning of the stretch. */
  readonly frame: number;
}

/**
 * The runs of a stretch, one unless the clock was set back in between. No checksum covers the head of a frame: one that contradicts
 * itself, because it is damaged or the clock was set within it, says nothing, and two that agree with themselves have to say that the
 * whole second one is before the first.
 */
export function clockRuns(frames: readonly TimedFrame[]): readonly ClockRun[] {
  const starts = [0];
  const ends: bigint[] = [];
  let before: TimedFrame | undefined;
  for (const [index, frame] of frames.entries()) {
    if (frame.firstNs > frame.lastNs) continue;
    if (before !== undefined && frame.lastNs < before.firstNs) {
      starts.push(index);
      ends.push(before.firstNs);
    }
    before = frame;
  }
  ends.push(frames.at(-1)?.lastNs ?? 0n);
  return starts.map((frame, run) => ({
    frame,
    firstNs: frames[frame]?.firstNs ?? 0n,
    lastNs: ends[run] ?? 0n,
  }));
}
