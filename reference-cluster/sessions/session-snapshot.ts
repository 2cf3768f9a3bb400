import { blake3 } from "@noble/hashes/blake3";
import type { RegionId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { HlcStamp } from "../crdt/hlc-stamp";
import { packStamp, unpackStamp } from "../hard-negatives/negative-encoding";
import type { PackedNegative, PackedStamp } from "../hard-negatives/negative-encoding";
import { packSessionEvent, unpackSessionEvent } from "./session-event";
import type { PackedSessionEvent } from "./session-event";
import type { MarksRecord } from "./session-marks";
import type { WaitingEvent } from "./session-outbox";

const CHECKSUM_BYTES = 16;

/** All that one region knows of sessions at one moment, but for the keys: where its log begins. */
export interface SessionSnapshot {
  /** Which log goes on from here; it grows by one with each snapshot. */
  readonly generation: number;
  /** The latest moment of the region's hybrid logical clock. */
  readonly clock: HlcStamp;
  /** Events that were applied in all. */
  readonly applied: number;
  readonly marks: MarksRecord;
  readonly outboxes: readonly (readonly [RegionId, readonly Readonly<WaitingEvent>[]])[];
  readonly negatives: readonly PackedNegative[];
}

interface PackedSnapshot {
  readonly generation: number;
  readonly clock: PackedStamp;
  readonly applied: number;
  readonly overThrough: string;
  readonly sessions: readonly (readonly [string, mark: string, kept: readonly PackedSessionEvent[]])[];
  readonly outboxes: readonly (readonly [RegionId, readonly (readonly [PackedSessionEvent, boolean])[]])[];
  readonly negatives: readonly PackedNegative[];
}

/** A snapshot as JSON, behind the first 16 bytes of its BLAKE3. */
export function encodeSessionSnapshot(snapshot: SessionSnapshot): Buffer {
  const { generation, clock, applied, marks, outboxes, negatives } = snapshot;
  const packed: PackedSnapshot = {
    generation,
    clock: packStamp(clock),
    applied,
    overThrough: String(marks.overThrough),
    sessions: marks.sessions.map(([sessionId, mark, kept]) => [
      String(sessionId),
      String(mark),
      kept.map(packSessionEvent),
    ]),
    outboxes: outboxes.map(([peer, waiting]) => [
      peer,
      waiting.map(({ event, isHeard }) => [packSessionEvent(event), isHeard]),
    ]),
    negatives,
  };
  const content = Buffer.from(JSON.stringify(packed));
  return Buffer.concat([blake3(content, { dkLen: CHECKSUM_BYTES }), content]);
}

/** The snapshot that {@link encodeSessionSnapshot} wrote, or why the bytes are none. */
export function decodeSessionSnapshot(bytes: Buffer): Result<SessionSnapshot> {
  const content = bytes.subarray(CHECKSUM_BYTES);
  if (!bytes.subarray(0, CHECKSUM_BYTES).equals(blake3(content, { dkLen: CHECKSUM_BYTES }))) {
    return { ok: false, message: `sessions: the checksum of these ${bytes.length} bytes does not match` };
  }
  const packed = JSON.parse(content.toString()) as PackedSnapshot;
  const { generation, applied, negatives } = packed;
  return {
    ok: true,
    value: {
      generation,
      clock: unpackStamp(packed.clock),
      applied,
      marks: {
        overThrough: BigInt(packed.overThrough),
        sessions: packed.sessions.map(([sessionId, mark, kept]) => [
          BigInt(sessionId),
          BigInt(mark),
          kept.map(unpackSessionEvent),
        ]),
      },
      outboxes: packed.outboxes.map(([peer, waiting]) => [
        peer,
        waiting.map(([event, isHeard]) => ({ event: unpackSessionEvent(event), isHeard })),
      ]),
      negatives,
    },
  };
}
