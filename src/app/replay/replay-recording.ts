import type { Instant } from "../../domain/terms/clock";
import { readRecording } from "../../recording/recording";
import type { ClockRun } from "../../recording/clock-runs";
import type { Segment } from "../../recording/read-segment";
import type { RecordedStretch } from "../../recording/recording";
import { StoreError } from "../../store/store-error";
import { StretchPlayer } from "./replay-stretch";
import type { Played } from "./replay-stretch";
import type { CallTarget } from "./recorded-calls";
import { printMoment } from "./replay-time";
import type { AskedMoment } from "./replay-time";

/** At most so many stretches are named in a message, the latest. */
const MOST_NAMED = 8;

/** How many times `offline_after` a recording that begins in the middle of things has to go on until it knows as much as its exporter did. */
const WARM_UP = 2;

/** The cluster as it was known at a moment; its clocks stand still. */
export interface ReplayedMoment extends Pick<
  CallTarget,
  "controlPlane" | "events" | "courses" | "exposition"
> {
  readonly instant: Instant;
  /** What has to be known about the recording, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Plays a recording until a moment.
 *
 * @param asked - undefined: its end.
 * @throws StoreError when there is nothing to replay, or not of that moment; it says of which there is.
 */
export async function replayRecording(path: string, asked: AskedMoment | undefined): Promise<ReplayedMoment> {
  const { stretches, problems } = await readRecording(path);
  const atNs = momentOf(asked, stretches);
  const stretch = stretches.findLast(({ runs }) => runs.some((run) => isWithin(run, atNs)));
  const run = stretch?.runs.findLast((each) => isWithin(each, atNs));
  if (stretch === undefined || run === undefined)
    throw nothingOf(
      path,
      atNs,
      stretches.flatMap(({ runs }) => runs),
    );
  const notes = [...problems, ...setBackNotes(stretch)];
  const usable = usableSegments(stretch, run, atNs);
  let surely = run.frame;
  let playable: PlayablePart | undefined;
  for (const [index, segment] of usable.entries()) {
    const player = new StretchPlayer(atNs);
    const played = await player.play(usable.slice(index), surely);
    surely -= segment.frames.length;
    const { target, damagedPath, reachedNs } = played;
    const firstNs = segment.frames[0]?.firstNs ?? atNs;
    if (damagedPath !== undefined) {
      notes.push(`${damagedPath} is damaged: what it holds behind that place is left out`);
      if (reachedNs !== undefined) playable = { firstNs, lastNs: reachedNs };
    } else if (target !== undefined) {
      notes.push(...notesOf(played, target));
      const { controlPlane, events, courses, exposition } = target;
      // Finds out what there is to see at that very moment.
      courses.observe(controlPlane.totals());
      return { controlPlane, events, courses, exposition, instant: player.instant, notes };
    }
  }
  // Who asks for the end gets the end of what is left.
  if (asked === undefined && playable !== undefined) {
    const ofWhatIsLeft = await replayRecording(path, { atNs: playable.lastNs });
    return { ...ofWhatIsLeft, notes: [...notes, ...ofWhatIsLeft.notes.slice(problems.length)] };
  }
  const others = stretches.flatMap((other) => (other === stretch ? [] : other.runs));
  throw nothingOf(path, atNs, [...others, ...partsOf(stretch, atNs, playable)].sort(byStart), notes);
}

/** From when to when something can be replayed. */
type PlayablePart = Pick<ClockRun, "firstNs" | "lastNs">;

function isWithin({ firstNs, lastNs }: PlayablePart, atNs: bigint): boolean {
  return firstNs <= atNs && atNs <= lastNs;
}

/** Those that hold something of what was before a moment. */
function usableSegments({ segments }: RecordedStretch, run: ClockRun, atNs: bigint): readonly Segment[] {
  let frame = 0;
  return segments.filter(({ frames }) => {
    const isBefore = frame < run.frame;
    frame += frames.length;
    return isBefore || (frames[0]?.firstNs ?? atNs) <= atNs;
  });
}

function setBackNotes({ runs }: RecordedStretch): readonly string[] {
  if (runs.length === 1) return [];
  const times = runs.length === 2 ? "" : ` ${runs.length - 1} times`;
  return [`the recorded clock was set back${times}: of a time that it showed twice, the later is replayed`];
}

/** What is left of a stretch of which a moment is damaged. */
function partsOf(
  { segments, lastNs }: RecordedStretch,
  atNs: bigint,
  before: PlayablePart | undefined,
): readonly PlayablePart[] {
  const behind = segments.flatMap(({ frames }) => frames[0]?.firstNs ?? []).find((firstNs) => firstNs > atNs);
  return [
    ...(before === undefined ? [] : [before]),
    ...(behind === undefined ? [] : [{ firstNs: behind, lastNs }]),
  ];
}

function byStart(one: PlayablePart, other: PlayablePart): number {
  return one.firstNs < other.firstNs ? -1 : 1;
}

function momentOf(asked: AskedMoment | undefined, stretches: readonly RecordedStretch[]): bigint {
  const endNs = stretches.at(-1)?.lastNs ?? 0n;
  if (asked === undefined) return endNs;
  return "atNs" in asked ? asked.atNs : endNs - asked.beforeEndNs;
}

function notesOf({ isFromStart, failures, firstFailure, playedMs }: Played, target: CallTarget): string[] {
  const { offlineAfterMs } = target.controlPlane.settings;
  const notes: string[] = [];
  if (!isFromStart && playedMs < WARM_UP * offlineAfterMs)
    notes.push(
      `what is left of the recording begins ${(playedMs / 1000).toFixed(1)} s before this moment: lags in seconds and replicas that come and go may be known less well than they were`,
    );
  if (!isFromStart)
    notes.push(
      "heartbeats and stalls are counted from where the recording begins, not from the exporter's start",
    );
  if (failures > 0)
    notes.push(`${failures} recorded steps could not be repeated; the first: ${firstFailure ?? ""}`);
  return notes;
}

function nothingOf(
  path: string,
  atNs: bigint,
  stretches: readonly PlayablePart[],
  notes: readonly string[] = [],
): StoreError {
  const named = stretches.slice(-MOST_NAMED).map(printStretch);
  const more = stretches.length > named.length ? `${stretches.length - named.length} earlier ones, ` : "";
  const at = atNs < 0n ? "before 1970" : printMoment(atNs);
  return new StoreError(
    [
      `${path} has nothing of ${at}; it has ${more}${named.join(", ") || "nothing that is whole"}`,
      ...notes,
    ].join("; "),
  );
}

/** From when to when, rounded so that both can be asked for. */
export function printStretch({ firstNs, lastNs }: PlayablePart): string {
  return `${printMoment(firstNs, "up")} to ${printMoment(lastNs)}`;
}
