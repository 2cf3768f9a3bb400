import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { isNativeError } from "node:util/types";
import { StoreError } from "../store/store-error";
import { clockRuns } from "./clock-runs";
import type { ClockRun } from "./clock-runs";
import { readSegment } from "./read-segment";
import type { Segment } from "./read-segment";
import { segmentFiles } from "./segment-name";

/** Segments of one process, each of which goes on where the one before it ended: nothing is missing in between. */
export interface RecordedStretch {
  readonly segments: readonly Segment[];
  /** Nanoseconds since the epoch, the recorder's wall clock: of the first and of the last thing that arrived. */
  readonly firstNs: bigint;
  readonly lastNs: bigint;
  /** At least one. */
  readonly runs: readonly ClockRun[];
}

/** All that a recording holds. */
export interface Recording {
  /** In the order in which they were recorded; at least one. */
  readonly stretches: readonly RecordedStretch[];
  /** What of it cannot be used, and why: a sentence for each. */
  readonly problems: readonly string[];
}

/**
 * Looks through a recording.
 *
 * @param path - as `--record` was given it, or one of its segments, which is looked at alone.
 * @throws StoreError when there is none, or nothing in it can be used.
 */
export async function readRecording(path: string): Promise<Recording> {
  const files = await filesOf(resolve(path));
  const problems: string[] = [];
  const stretches: RecordedStretch[] = [];
  let before: Segment | undefined;
  for (const file of files) {
    const segment = await readSegment(file).catch((error: unknown) => `cannot be read: ${sayError(error)}`);
    if (typeof segment === "string") {
      problems.push(`${file} ${segment}`);
      before = undefined;
      continue;
    }
    const stretch = segment.frames.length === 0 ? undefined : stretchOf([segment]);
    const last = stretches.at(-1);
    if (stretch !== undefined && last !== undefined && before !== undefined && goesOn(before, segment))
      stretches.splice(-1, 1, stretchOf([...last.segments, segment]));
    else if (stretch !== undefined) stretches.push(stretch);
    if (segment.isTorn) problems.push(`${file} is cut off or damaged behind its last ${described(segment)}`);
    before = segment;
  }
  if (stretches.length === 0)
    throw new StoreError([`${path} holds nothing to replay`, ...problems].join("; "));
  return { stretches, problems };
}

function stretchOf(segments: readonly Segment[]): RecordedStretch {
  const frames = segments.flatMap((segment) => segment.frames);
  const [firstNs = 0n, lastNs = 0n] = [frames[0]?.firstNs, frames.at(-1)?.lastNs];
  return { segments, firstNs, lastNs, runs: clockRuns(frames) };
}

function goesOn(before: Segment, { header }: Segment): boolean {
  const { run, number } = before.header;
  return header.continues && header.run === run && header.number === number + 1 && !before.isTorn;
}

function described({ frames }: Segment): string {
  return frames.length === 0 ? "header" : "whole piece";
}

async function filesOf(path: string): Promise<readonly string[]> {
  try {
    const segments = await segmentFiles(path);
    if (segments.length > 0) return segments.map((segment) => segment.path);
    const { isFile } = await stat(path).then((stats) => ({ isFile: stats.isFile() }));
    if (isFile) return [path];
  } catch (error) {
    throw new StoreError(`${path} cannot be read: ${sayError(error)}`, { cause: error });
  }
  throw new StoreError(`${path} is a folder; expected what --record was given, or one of its files`);
}

function sayError(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
