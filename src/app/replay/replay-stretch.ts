import type { Instant } from "../../domain/terms/clock";
import { NS_PER_MS_F64 } from "../../domain/terms/units";
import { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import { EntryDecoder } from "../../recording/entry-decoder";
import type { RecordedEntry } from "../../recording/entry-kinds";
import { segmentContents } from "../../recording/read-segment";
import type { Segment } from "../../recording/read-segment";
import { makeRecordedCall } from "./recorded-calls";
import type { CallTarget } from "./recorded-calls";
import { StartOfReplay } from "./start-of-replay";
import type { ReplayTime } from "./start-of-replay";

/** How far a replay came. */
export interface Played {
  /** Undefined when no picture of the cluster was whole before the moment. */
  readonly target: CallTarget | undefined;
  /** Whether all that happened since the start of the recorded process was replayed. */
  readonly isFromStart: boolean;
  /** The file that is damaged where the replay had to end before its moment. */
  readonly damagedPath: string | undefined;
  /** Wall clock of the last moment before what is damaged, nanoseconds since the epoch; undefined when none was. */
  readonly reachedNs: bigint | undefined;
  /** How many steps could not be repeated, and what was wrong with the first of them. */
  readonly failures: number;
  /** Milliseconds from the first thing that was read to the moment, on the recorder's monotonic clock. */
  readonly playedMs: number;
  readonly firstFailure: string | undefined;
}

/** Plays segments that go on from each other until a moment, and shows it from then on. Never throws for what is in them. */
export class StretchPlayer {
  readonly #atNs: bigint;
  readonly #time: ReplayTime = { instant: { monotonicMs: 0, wallNs: 0n }, workedMs: 0 };
  readonly #start = new StartOfReplay();
  /** What came while the picture was still being read. */
  readonly #waiting: (() => void)[] = [];
  #target: CallTarget | undefined;
  #firstInstant: Instant | undefined;
  #readInstant: Instant | undefined;
  #mayEnd = true;
  #isOver = false;
  #failures = 0;
  #firstFailure: string | undefined;

  /** @param atNs - nanoseconds since the epoch. What arrived at that very moment belongs to it. */
  constructor(atNs: bigint) {
    this.#atNs = atNs;
  }

  /**
   * To be called once.
   *
   * @param surely - so many frames are played whatever time they tell: the clock was set back behind them.
   */
  async play(segments: readonly Segment[], surely: number): Promise<Played> {
    let damagedPath: string | undefined;
    let reachedNs: bigint | undefined;
    let played = 0;
    for (const segment of segments) {
      let number = 0;
      for await (const content of segmentContents(segment)) {
        this.#mayEnd = played >= surely;
        played += 1;
        // What is damaged behind the moment does it no harm.
        if (content === undefined) this.#isOver = this.#mayEnd && isBehind(segment, number, this.#atNs);
        const isWhole = content !== undefined && this.#playContent(content);
        if (!isWhole && !this.#isOver) damagedPath = segment.path;
        number += 1;
        if (this.#isOver || damagedPath !== undefined) break;
        reachedNs = this.#readInstant?.wallNs;
      }
      if (this.#isOver || damagedPath !== undefined) break;
    }
    if (damagedPath === undefined) this.#stopTheClock();
    return {
      target: this.#target,
      isFromStart: this.#start.isFromStart,
      damagedPath,
      reachedNs: this.#target === undefined ? undefined : reachedNs,
      failures: this.#failures,
      playedMs: this.#time.instant.monotonicMs - (this.#firstInstant ?? this.#time.instant).monotonicMs,
      firstFailure: this.#firstFailure,
    };
  }

  /** What both clocks show. */
  get instant(): Instant {
    return this.#time.instant;
  }

  /** Returns whether all of it could be read. */
  #playContent(content: Buffer): boolean {
    const entries = new EntryDecoder().decode(content);
    for (;;) {
      let next: IteratorResult<RecordedEntry, void>;
      try {
        next = entries.next();
      } catch {
        return false;
      }
      if (next.done === true) return true;
      this.#take(next.value);
      if (this.#isOver) return true;
    }
  }

  #take(entry: RecordedEntry): void {
    if (entry.kind === "instant") {
      this.#isOver = this.#mayEnd && entry.instant.wallNs > this.#atNs;
      if (this.#isOver) return;
      this.#firstInstant ??= entry.instant;
      this.#readInstant = entry.instant;
    }
    if (this.#target === undefined && this.#isOfPicture(entry)) return;
    // Until the picture is whole there is nothing to apply it to; before it has begun, it is in the picture.
    if (this.#target !== undefined) this.#apply(entry);
    else if (this.#start.hasBegun) this.#waiting.push(this.#applyLater(entry));
  }

  #isOfPicture(entry: RecordedEntry): boolean {
    if (entry.kind === "lastHeartbeat") {
      if (this.#start.hasBegun) this.#start.takeHeartbeat(entry.draft, entry.ageMs);
      return true;
    }
    if (entry.kind !== "call") return false;
    const kind = this.#try(() => this.#start.take(entry.name, entry.args)) ?? "part";
    if (kind === "whole" && this.#start.hasBegun) this.#begin();
    return kind !== "other";
  }

  #begin(): void {
    this.#try(() => {
      this.#target = this.#start.build(this.#time);
    });
    for (const apply of this.#waiting.splice(0)) apply();
  }

  #applyLater(entry: RecordedEntry): () => void {
    if (!("draft" in entry))
      return () => {
        this.#apply(entry);
      };
    const draft = new HeartbeatDraft().loadWhere(entry.draft, () => true);
    return () => {
      this.#apply({ ...entry, draft });
    };
  }

  #apply(entry: RecordedEntry): void {
    const target = this.#target;
    if (target === undefined) return;
    const { controlPlane } = target;
    switch (entry.kind) {
      case "instant":
        this.#time.instant = entry.instant;
        return;
      case "worked":
        this.#time.workedMs = entry.workedMs;
        return;
      case "heartbeat":
        this.#try(() => controlPlane.recordHeartbeat(entry.draft, this.#time.instant, entry.isCopy));
        return;
      case "polled":
        this.#try(() => controlPlane.sources.take(entry.source, entry.draft, entry.snapshotNs));
        return;
      case "call":
        this.#try(() => {
          makeRecordedCall(entry.name, entry.args, target);
        });
        return;
      case "lastHeartbeat":
      // Of the picture that a later segment begins with: all that is in it is known.
    }
  }

  /** Undefined when the step failed, which is counted. */
  #try<Value>(step: () => Value): Value | undefined {
    try {
      return step();
    } catch (error) {
      this.#failures += 1;
      this.#firstFailure ??= sayOnOneLine(error);
      return undefined;
    }
  }

  /** From now on it is the moment that was asked for: as long after the last entry as the wall clock says. */
  #stopTheClock(): void {
    const last = this.#readInstant;
    if (last === undefined) return;
    const laterMs = Number(this.#atNs - last.wallNs) / NS_PER_MS_F64;
    this.#time.instant = { monotonicMs: last.monotonicMs + laterMs, wallNs: this.#atNs };
  }
}

function sayOnOneLine(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.replaceAll(/\s+/g, " ").slice(0, 200);
}

/**
 * Whether a frame whose content cannot be read holds nothing but what came after a moment. Its head says so, and is believed where the
 * next one agrees: no checksum covers a head, and what took the content may have taken it as well.
 */
function isBehind({ frames }: Segment, number: number, atNs: bigint): boolean {
  const frame = frames[number];
  if (frame === undefined) return false;
  const nextNs = frames[number + 1]?.firstNs ?? frame.lastNs;
  return frame.firstNs > atNs && frame.firstNs <= frame.lastNs && frame.lastNs <= nextNs;
}
