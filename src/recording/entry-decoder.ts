import { HeartbeatDraft } from "../domain/columns/heartbeat-draft";
import { FIELD, REQUIRED_BITS, U64_BITS, U64_FIELD_COUNT } from "../domain/columns/heartbeat-layout";
import type { U64Array } from "../domain/columns/u64-words";
import { COPY_BIT, ENTRY, LAG_BIT, LAG_NS_BIT, ROLES, ROLE_SHIFT } from "./entry-kinds";
import type { RecordedEntry } from "./entry-kinds";
import { parseRecorded } from "./recorded-value";

/** All bits that a heartbeat can say. */
const KNOWN_BITS = Object.values(FIELD).reduce((bits, field) => bits | (1 << field), 0);

/** Reads the entries of a chunk that `EntryEncoder` wrote. */
export class EntryDecoder {
  readonly #draft = new HeartbeatDraft();
  #bytes = Buffer.alloc(0);
  #at = 0;

  /** @throws RangeError or SyntaxError at the first entry that makes no sense. */
  *decode(chunk: Uint8Array): Generator<RecordedEntry, void> {
    this.#bytes = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
    this.#at = 0;
    while (this.#at < this.#bytes.length) yield this.#entry(this.#u8());
  }

  #entry(kind: number): RecordedEntry {
    switch (kind) {
      case ENTRY.instant:
        return { kind: "instant", instant: { monotonicMs: this.#finite(), wallNs: this.#u64() } };
      case ENTRY.worked:
        return { kind: "worked", workedMs: this.#finite() };
      case ENTRY.heartbeat:
        return { kind: "heartbeat", ...this.#heartbeat() };
      case ENTRY.lastHeartbeat: {
        const ageMs = this.#finite();
        return { kind: "lastHeartbeat", draft: this.#heartbeat().draft, ageMs };
      }
      case ENTRY.polled: {
        const source = this.#text(this.#u8());
        const snapshotNs = this.#u64();
        return { kind: "polled", source, snapshotNs, draft: this.#heartbeat().draft };
      }
      case ENTRY.call:
        return this.#call();
      default:
        throw new RangeError(`expected an entry of a known kind, got ${kind}`);
    }
  }

  #call(): RecordedEntry {
    const length = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    const value = parseRecorded(this.#text(length));
    const [name, ...args] = Array.isArray(value) ? (value as unknown[]) : [];
    if (typeof name !== "string") throw new RangeError("expected the name of what was done");
    // JSON has no word for an argument that was not given.
    return { kind: "call", name, args: args.map((arg) => arg ?? undefined) };
  }

  #heartbeat(): { readonly draft: HeartbeatDraft; readonly isCopy: boolean } {
    const draft = this.#draft;
    draft.clear();
    const how = this.#u8();
    draft.role = ROLES[how >> ROLE_SHIFT];
    draft.shardId = this.#u16();
    draft.regionId = this.#u16();
    draft.signalThroughputEps = this.#finite();
    draft.said = this.#bytes.readUInt32LE(this.#at) & KNOWN_BITS;
    this.#at += 4;
    const bits = draft.said | REQUIRED_BITS;
    for (let place = 0; place < U64_FIELD_COUNT; place += 1) {
      if ((bits & (U64_BITS[place] ?? 0)) !== 0) this.#readU64(draft.u64s, place);
    }
    for (let left = this.#u16(); left > 0; left -= 1) this.#follower(draft);
    return { draft, isCopy: (how & COPY_BIT) !== 0 };
  }

  #follower(draft: HeartbeatDraft): void {
    const place = draft.placeFollower(this.#u16());
    const has = this.#u8();
    draft.followerHasLag[place] = has & LAG_BIT;
    draft.followerHasLagNs[place] = (has & LAG_NS_BIT) / LAG_NS_BIT;
    if ((has & LAG_BIT) !== 0) this.#readU64(draft.followerLags, place);
    if ((has & LAG_NS_BIT) !== 0) this.#readU64(draft.followerLagsNs, place);
  }

  #readU64(into: U64Array, place: number): void {
    const low = this.#bytes.readUInt32LE(this.#at);
    into.setWords(place, this.#bytes.readUInt32LE(this.#at + 4), low);
    this.#at += 8;
  }

  #u8(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  #u16(): number {
    const value = this.#bytes.readUInt16LE(this.#at);
    this.#at += 2;
    return value;
  }

  #u64(): bigint {
    const value = this.#bytes.readBigUInt64LE(this.#at);
    this.#at += 8;
    return value;
  }

  /** 0 or more. */
  #finite(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`expected a number, 0 or more, got ${value}`);
    return value;
  }

  #text(length: number): string {
    if (this.#at + length > this.#bytes.length) throw new RangeError("expected more text than there is");
    this.#at += length;
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }
}
