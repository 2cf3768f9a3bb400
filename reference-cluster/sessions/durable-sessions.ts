import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegionId } from "#exporter/domain/terms/ids";
import type { HybridLogicalClock } from "../crdt/hybrid-logical-clock";
import { HardNegatives } from "../hard-negatives/hard-negatives";
import { mergePackedNegatives, packNegatives } from "../hard-negatives/negative-encoding";
import { RecordLog } from "../storage/record-log";
import { KeyLog } from "./key-log";
import type { SessionEvent, SessionMark, SessionOperation } from "./session-event";
import { DEFAULT_SESSION_LIMITS, SessionMarks } from "./session-marks";
import type { EventResult, MarksRecord } from "./session-marks";
import { SessionOutbox } from "./session-outbox";
import type { WaitingEvent } from "./session-outbox";
import { decodeSessionRecord, encodeSessionRecord } from "./session-record";
import type { SessionRecord } from "./session-record";
import { decodeSessionSnapshot, encodeSessionSnapshot } from "./session-snapshot";
import type { SessionSnapshot } from "./session-snapshot";

const DEFAULT_LOG_BYTES = 64 * 1024;

/** What a region's sessions need. */
export interface DurableSessionsParts {
  /** A directory of their own; it need not exist. */
  readonly directory: string;
  readonly peers: readonly RegionId[];
  /** The region's own clock; it goes on after what it showed before. */
  readonly clock: HybridLogicalClock;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** The machine's wall clock: a monotonic one means nothing to the next process. */
  readonly wallMs: () => number;
  /**
   * Bytes of log after which a snapshot is written, 64 KiB if not given; a larger snapshot is written once there is as much log as it
   * has itself, so that what is written stays in proportion to what happens.
   */
  readonly logBytes?: number;
  /** Hears of each event that is applied, in order; not of those that a restart replays. */
  readonly onApplied: (event: SessionEvent) => void;
  /** Hears of data on disk that could not be trusted and was dropped. */
  readonly onCut: (problem: string) => void;
}

/**
 * All that one region knows of sessions: how far each is, what still has to be brought to whom, and what users hide. Whatever changes it is in
 * a log before anybody is told of it, and a snapshot stands for the log before it, so that a region which was killed at any moment
 * stands where it stood.
 */
export class DurableSessions {
  readonly negatives = new HardNegatives();
  readonly marks: SessionMarks;
  readonly outboxes: ReadonlyMap<RegionId, SessionOutbox>;
  readonly #parts: DurableSessionsParts;
  readonly #keyLog: KeyLog;
  /** Keys of events that are not in the log yet: a key must not be there before its event is. */
  readonly #newKeys: string[] = [];
  #log: RecordLog;
  #generation = 0;
  #snapshotBytes = 0;
  #applied = 0;
  #isReplaying = true;

  /** Opens what lies on disk. */
  constructor(parts: DurableSessionsParts) {
    this.#parts = parts;
    const limits = DEFAULT_SESSION_LIMITS;
    this.marks = new SessionMarks(
      (event) => {
        this.#applied += 1;
        if (!this.#isReplaying) parts.onApplied(event);
      },
      limits,
      (key) => this.#newKeys.push(key),
    );
    this.outboxes = new Map(parts.peers.map((peer) => [peer, new SessionOutbox()]));
    this.#readSnapshot();
    this.#log = this.#openLog((payload) => {
      this.#replay(decodeSessionRecord(payload));
    });
    const keys = new Set<string>();
    this.#keyLog = KeyLog.open(parts.directory, limits.mostKeys, (key) => keys.add(key));
    this.marks.restoreKeys([...keys]);
    // What was killed between an event and its key left the key out.
    this.#keyLog.append(this.#newKeys.splice(0).filter((key) => !keys.has(key)));
    this.#isReplaying = false;
  }

  /** Events that were applied, in all starts together. */
  get applied(): number {
    return this.#applied;
  }

  /** Takes in what a client did here: it waits for all other regions from now on. */
  take(event: SessionEvent): EventResult {
    const taken = this.marks.receive(event);
    if (taken.result === "refused") return taken;
    this.#own(event);
    this.#note({ kind: "taken", events: [event] });
    return taken;
  }

  /** Takes in what another region brings. @returns what became of each event. */
  bring(events: readonly SessionEvent[]): readonly EventResult[] {
    const news: SessionEvent[] = [];
    const results = events.map((event) => {
      const isNews = this.#learn(event.operation);
      const taken = this.marks.receive(event);
      if (isNews || taken.result === "applied" || taken.result === "kept") news.push(event);
      return taken;
    });
    if (news.length > 0) this.#note({ kind: "brought", events: news });
    return results;
  }

  /** Takes in what another region says that it has heard. @returns whether fewer events wait for it now. */
  hear(peer: RegionId, marks: readonly SessionMark[]): boolean {
    const outbox = this.outboxes.get(peer);
    if (outbox === undefined) return false;
    const results = marks.map((mark) => outbox.hear(mark));
    const news = marks.filter((_, at) => results[at] !== "known");
    if (news.length > 0) this.#note({ kind: "heard", peer, marks: news });
    return results.includes("gone");
  }

  /** Lets go of all files. What was written stays. */
  close(): void {
    this.#log.close();
    this.#keyLog.close();
  }

  /** What a client did here is hidden here at once, waits for all others, and was stamped by this region's clock. */
  #own(event: SessionEvent): void {
    const { operation } = event;
    for (const outbox of this.outboxes.values()) outbox.add(event);
    if (operation.word === "seen") return;
    this.#parts.clock.resumeAfter(operation.stamp);
    this.negatives.apply(operation);
  }

  /**
   * Takes in what a user hides as soon as it is heard, in whichever order and also when it was heard before: a client that did
   * not get an answer may have repeated itself in another region, under another stamp, and both stand.
   *
   * @returns whether anything changed.
   */
  #learn(operation: SessionOperation): boolean {
    if (operation.word === "seen") return false;
    // A clock that is far ahead does not carry this one with it; what was hidden is hidden all the same.
    this.#parts.clock.update(operation.stamp);
    return this.negatives.apply(operation);
  }

  #note(record: SessionRecord): void {
    const onDisk = record.kind === "heard" ? record : { ...record, events: record.events.map(this.#toDisk) };
    this.#log.append(encodeSessionRecord(onDisk));
    this.#keyLog.append(this.#newKeys.splice(0));
    const { logBytes = DEFAULT_LOG_BYTES } = this.#parts;
    if (this.#log.bytes > Math.max(logBytes, this.#snapshotBytes)) this.#writeSnapshot();
  }

  #replay(record: SessionRecord): void {
    if (record.kind === "heard") {
      for (const mark of record.marks) this.outboxes.get(record.peer)?.hear(mark);
      return;
    }
    for (const event of record.events.map(this.#fromDisk)) {
      if (record.kind === "brought") this.#learn(event.operation);
      else this.#own(event);
      this.marks.receive(event);
    }
  }

  #openLog(replay: (payload: Buffer) => void): RecordLog {
    return RecordLog.open(this.#path(`log-${this.#generation}`), replay, this.#parts.onCut);
  }

  #readSnapshot(): void {
    const path = this.#path("snapshot");
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    const snapshot = decodeSessionSnapshot(bytes);
    if (snapshot.ok) this.#restore(snapshot.value, bytes.length);
    else this.#parts.onCut(`${path}: ${snapshot.message}`);
    this.#removeOtherLogs();
  }

  #restore(snapshot: SessionSnapshot, bytes: number): void {
    this.#generation = snapshot.generation;
    this.#snapshotBytes = bytes;
    this.#applied = snapshot.applied;
    this.#parts.clock.resumeAfter(snapshot.clock);
    this.marks.restore(withEvents(snapshot.marks, this.#fromDisk));
    for (const [peer, waiting] of snapshot.outboxes) {
      for (const { event, isHeard } of waiting) this.outboxes.get(peer)?.add(this.#fromDisk(event), isHeard);
    }
    mergePackedNegatives(this.negatives, snapshot.negatives);
  }

  /** The snapshot first: a log that is found beside a snapshot which stands for it is removed, one that is missing is lost. */
  #writeSnapshot(): void {
    const generation = this.#generation + 1;
    const bytes = encodeSessionSnapshot({
      generation,
      clock: this.#parts.clock.latest,
      applied: this.#applied,
      marks: withEvents(this.marks.record, this.#toDisk),
      outboxes: [...this.outboxes].map(([peer, { waiting }]) => [peer, waiting.map(this.#waitingToDisk)]),
      negatives: packNegatives(this.negatives),
    });
    mkdirSync(this.#parts.directory, { recursive: true });
    writeFileSync(this.#path("snapshot.new"), bytes);
    renameSync(this.#path("snapshot.new"), this.#path("snapshot"));
    this.#log.close();
    this.#generation = generation;
    this.#snapshotBytes = bytes.length;
    this.#removeOtherLogs();
    this.#log = this.#openLog(() => undefined);
  }

  #removeOtherLogs(): void {
    for (const name of readdirSync(this.#parts.directory)) {
      if (name.startsWith("log-") && name !== `log-${this.#generation}`) rmSync(this.#path(name));
    }
  }

  #path(name: string): string {
    return join(this.#parts.directory, name);
  }

  /** How far the machine's wall clock is ahead of the monotonic one of this process. */
  get #wallAheadMs(): number {
    return this.#parts.wallMs() - this.#parts.nowMs();
  }

  readonly #toDisk = (event: SessionEvent): SessionEvent => ({
    ...event,
    takenAtMs: event.takenAtMs + this.#wallAheadMs,
  });

  /** A wall clock that was set back must not put the event into the future, where nobody would send it again. */
  readonly #fromDisk = (event: SessionEvent): SessionEvent => ({
    ...event,
    takenAtMs: Math.min(this.#parts.nowMs(), event.takenAtMs - this.#wallAheadMs),
  });

  readonly #waitingToDisk = ({ event, isHeard }: Readonly<WaitingEvent>): WaitingEvent => ({
    event: this.#toDisk(event),
    isHeard,
  });
}

function withEvents(record: MarksRecord, change: (event: SessionEvent) => SessionEvent): MarksRecord {
  const sessions = record.sessions.map(
    ([sessionId, mark, kept]) => [sessionId, mark, kept.map(change)] as const,
  );
  return { ...record, sessions };
}
