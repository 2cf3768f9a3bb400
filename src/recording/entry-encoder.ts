import type { HeartbeatDraft } from "../domain/columns/heartbeat-draft";
import { REQUIRED_BITS, U64_BITS, U64_FIELD_COUNT } from "../domain/columns/heartbeat-layout";
import type { U64Array } from "../domain/columns/u64-words";
import { HIGH_WORD, LOW_WORD } from "../domain/columns/u64-words";
import type { Instant } from "../domain/terms/clock";
import { COPY_BIT, ENTRY, LAG_BIT, LAG_NS_BIT, ROLES, ROLE_SHIFT } from "./entry-kinds";
import { printRecorded } from "./recorded-value";

/** Entries are handed on when they fill so much. */
const CHUNK_BYTES = 256 * 1024;

/** An instant and a time of work, as long as they get. */
const STAMP_BYTES = 26;

/** What of a heartbeat does not depend on its followers, as long as it gets, and each follower. */
const HEARTBEAT_BYTES = 64 + 8 * U64_FIELD_COUNT;
const FOLLOWER_BYTES = 19;

/** Entries that go to the disk together. */
export interface EntryChunk {
  readonly bytes: Uint8Array;
  /** Of everything but instants and times of work. */
  readonly entries: number;
  /** Nanoseconds since the epoch: of the first and of the last entry. */
  readonly firstNs: bigint;
  readonly lastNs: bigint;
}

/**
 * Writes entries one behind the other. Half a million heartbeats a second may come, so nothing is made for one: its numbers are copied
 * into a buffer, some two hundred bytes. Each chunk can be read by itself: it begins with an instant.
 */
export class EntryEncoder {
  readonly #onChunk: (chunk: EntryChunk) => void;
  #bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #at = 0;
  #entries = 0;
  #instant: Instant = { monotonicMs: 0, wallNs: 0n };
  #workedMs = 0;
  #writtenInstant: Instant | undefined;
  #writtenWorkedMs: number | undefined;
  #firstNs = 0n;

  /** @param onChunk - is given what is full, and what {@link flush} asks for. The bytes are its own. */
  constructor(onChunk: (chunk: EntryChunk) => void) {
    this.#onChunk = onChunk;
  }

  /** What the clocks showed when what is added from now on came, and how much the process had worked. */
  stamp(instant: Instant, workedMs: number): void {
    this.#instant = instant;
    this.#workedMs = workedMs;
  }

  heartbeat(draft: HeartbeatDraft, isCopy: boolean): void {
    this.#begin(ENTRY.heartbeat, HEARTBEAT_BYTES + FOLLOWER_BYTES * draft.followerCount);
    this.#draft(draft, isCopy);
  }

  /** @param ageMs - how long before the instant it arrived. */
  lastHeartbeat(draft: HeartbeatDraft, ageMs: number): void {
    this.#begin(ENTRY.lastHeartbeat, HEARTBEAT_BYTES + FOLLOWER_BYTES * draft.followerCount);
    this.#at = this.#bytes.writeDoubleLE(ageMs, this.#at);
    this.#draft(draft, false);
  }

  polled(source: string, draft: HeartbeatDraft, snapshotNs: bigint): void {
    const name = Buffer.from(source).subarray(0, 0xff);
    this.#begin(ENTRY.polled, name.length + HEARTBEAT_BYTES + FOLLOWER_BYTES * draft.followerCount);
    this.#bytes[this.#at] = name.length;
    this.#bytes.set(name, this.#at + 1);
    this.#at = this.#bytes.writeBigUInt64LE(snapshotNs, this.#at + 1 + name.length);
    this.#draft(draft, false);
  }

  call(name: string, args: readonly unknown[]): void {
    const text = Buffer.from(printRecorded([name, ...args]));
    this.#begin(ENTRY.call, text.length + 4);
    this.#at = this.#bytes.writeUInt32LE(text.length, this.#at);
    this.#bytes.set(text, this.#at);
    this.#at += text.length;
  }

  /** Hands on what there is. */
  flush(): void {
    if (this.#entries === 0) return;
    // A copy, so that the buffer can be filled again: most chunks of a small cluster are small.
    const bytes = Uint8Array.prototype.slice.call(this.#bytes, 0, this.#at);
    const { wallNs: lastNs } = this.#writtenInstant ?? this.#instant;
    this.#onChunk({ bytes, entries: this.#entries, firstNs: this.#firstNs, lastNs });
    this.#at = 0;
    this.#entries = 0;
    this.#writtenInstant = undefined;
    this.#writtenWorkedMs = undefined;
    if (this.#bytes.length > CHUNK_BYTES) this.#bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  }

  #begin(kind: number, length: number): void {
    const needed = 1 + length + STAMP_BYTES;
    if (this.#at + needed > this.#bytes.length) {
      this.flush();
      if (needed > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(needed);
    }
    this.#stamped();
    this.#bytes[this.#at] = kind;
    this.#at += 1;
    this.#entries += 1;
  }

  #stamped(): void {
    const { monotonicMs, wallNs } = this.#instant;
    const written = this.#writtenInstant;
    if (written === undefined) this.#firstNs = wallNs;
    if (written?.monotonicMs !== monotonicMs || written.wallNs !== wallNs) {
      this.#bytes[this.#at] = ENTRY.instant;
      this.#at = this.#bytes.writeDoubleLE(monotonicMs, this.#at + 1);
      this.#at = this.#bytes.writeBigUInt64LE(wallNs, this.#at);
      this.#writtenInstant = this.#instant;
    }
    if (this.#writtenWorkedMs !== this.#workedMs) {
      this.#bytes[this.#at] = ENTRY.worked;
      this.#at = this.#bytes.writeDoubleLE(this.#workedMs, this.#at + 1);
      this.#writtenWorkedMs = this.#workedMs;
    }
  }

  #draft(draft: HeartbeatDraft, isCopy: boolean): void {
    const bytes = this.#bytes;
    const role = ROLES.indexOf(draft.role);
    let at = bytes.writeUInt8((isCopy ? COPY_BIT : 0) | (role << ROLE_SHIFT), this.#at);
    at = bytes.writeUInt16LE(draft.shardId, at);
    at = bytes.writeUInt16LE(draft.regionId, at);
    at = bytes.writeDoubleLE(draft.signalThroughputEps, at);
    at = bytes.writeUInt32LE(draft.said, at);
    const bits = draft.said | REQUIRED_BITS;
    for (let place = 0; place < U64_FIELD_COUNT; place += 1) {
      if ((bits & (U64_BITS[place] ?? 0)) !== 0) at = writeU64(bytes, at, draft.u64s, place);
    }
    this.#at = writeFollowers(bytes, at, draft);
  }
}

function writeFollowers(bytes: Buffer, start: number, draft: HeartbeatDraft): number {
  let at = bytes.writeUInt16LE(draft.followerCount, start);
  for (let i = 0; i < draft.followerCount; i += 1) {
    const hasLag = draft.followerHasLag[i] === 1;
    const hasLagNs = draft.followerHasLagNs[i] === 1;
    at = bytes.writeUInt16LE(draft.followerIds[i] ?? 0, at);
    at = bytes.writeUInt8((hasLag ? LAG_BIT : 0) | (hasLagNs ? LAG_NS_BIT : 0), at);
    if (hasLag) at = writeU64(bytes, at, draft.followerLags, i);
    if (hasLagNs) at = writeU64(bytes, at, draft.followerLagsNs, i);
  }
  return at;
}

function writeU64(bytes: Buffer, at: number, { words }: U64Array, place: number): number {
  const next = bytes.writeUInt32LE(words[2 * place + LOW_WORD] ?? 0, at);
  return bytes.writeUInt32LE(words[2 * place + HIGH_WORD] ?? 0, next);
}
