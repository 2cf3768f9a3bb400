import type { RegionId } from "#exporter/domain/terms/ids";
import { packSessionEvent, unpackSessionEvent } from "./session-event";
import type { PackedSessionEvent, SessionEvent, SessionMark } from "./session-event";

/**
 * One thing that changed what a region knows of sessions: a client did something here, another region brought what clients did there,
 * or another region said what it has heard. The same records in the same order make the same state.
 */
export type SessionRecord =
  | { readonly kind: "taken" | "brought"; readonly events: readonly SessionEvent[] }
  | { readonly kind: "heard"; readonly peer: RegionId; readonly marks: readonly SessionMark[] };

type PackedMark = readonly [sessionId: string, mark: string, heard: readonly string[]];
type PackedRecord =
  | readonly [kind: "taken" | "brought", events: readonly PackedSessionEvent[]]
  | readonly [kind: "heard", peer: RegionId, marks: readonly PackedMark[]];

export function encodeSessionRecord(record: SessionRecord): Buffer {
  const packed: PackedRecord =
    record.kind === "heard"
      ? [record.kind, record.peer, record.marks.map(packMark)]
      : [record.kind, record.events.map(packSessionEvent)];
  return Buffer.from(JSON.stringify(packed));
}

/** The record that {@link encodeSessionRecord} wrote. */
export function decodeSessionRecord(bytes: Buffer): SessionRecord {
  const packed = JSON.parse(bytes.toString()) as PackedRecord;
  return packed[0] === "heard"
    ? { kind: packed[0], peer: packed[1], marks: packed[2].map(unpackMark) }
    : { kind: packed[0], events: packed[1].map(unpackSessionEvent) };
}

function packMark({ sessionId, mark, heard }: SessionMark): PackedMark {
  return [String(sessionId), String(mark), heard.map(String)];
}

function unpackMark([sessionId, mark, heard]: PackedMark): SessionMark {
  return { sessionId: BigInt(sessionId), mark: BigInt(mark), heard: heard.map(BigInt) };
}
