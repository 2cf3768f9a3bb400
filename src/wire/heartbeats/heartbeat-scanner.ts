import { FIELD, REQUIRED_BITS, U64_NAMES } from "../../domain/columns/heartbeat-layout";
import type { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import type { U64Array } from "../../domain/columns/u64-words";
import { HEARTBEAT_FIELD_LIST } from "../../domain/terms/heartbeat-fields";
import { ASCII } from "../json/ascii";
import { JsonScanner, quoted } from "../json/json-scanner";

/** What {@link HeartbeatScanner.scan} returns for what it did not recognise. */
export const NOT_RECOGNISED = -1;

const { quote, comma, colon, openBrace, closeBrace } = ASCII;

/** By field number. */
const KEYS = HEARTBEAT_FIELD_LIST.map(({ wire }) => quoted(wire));

/** By field number: where a u64 stands among the draft's u64s, -1 for a field of another kind. */
const U64_PLACES = Int8Array.from(HEARTBEAT_FIELD_LIST, ({ name }) =>
  U64_NAMES.findIndex((u64) => u64 === name),
);

const {
  shardId: SHARD_ID,
  regionId: REGION_ID,
  signalThroughputEps: SIGNAL_THROUGHPUT_EPS,
  replicationLag: REPLICATION_LAG,
  role: ROLE,
  replicationLagNs: REPLICATION_LAG_NS,
} = FIELD;

const FIELD_COUNT = KEYS.length;
const LEADER = quoted("leader");
const FOLLOWER = quoted("follower");

/** A draft keeps followers sorted by moving them, which is cheap for a few only. More are the general parser's. */
const MAX_FOLLOWERS = 64;

/**
 * Reads heartbeats of the usual spelling straight from bytes into a draft, at many times the speed of a general parser.
 *
 * It recognises an object with every required field, keys in any order, blanks wherever JSON has them, plain numbers in
 * range. Whatever else a heartbeat may contain (an unknown key, an escape, null, `5.0` where serde wants `5`, a duplicate) it
 * does not recognise, without saying why: that is left to `parseHeartbeat`. It recognises nothing that `parseHeartbeat`
 * refuses, and reads no other value.
 *
 * Not for two bodies at once: one scanner reads one heartbeat at a time.
 */
export class HeartbeatScanner {
  readonly #json = new JsonScanner();
  /** By field: which field came after it last time. Programs always write theirs in the same order. */
  readonly #following = Uint8Array.from({ length: FIELD_COUNT }, (_, field) => (field + 1) % FIELD_COUNT);

  /**
   * Recognises one heartbeat.
   *
   * @param at - where it starts; blanks before it are not skipped.
   * @param linesMayEnd - false when it has to end on the line that it starts on.
   * @returns the position behind it, or {@link NOT_RECOGNISED}; then the draft's content is undefined.
   */
  scan(bytes: Uint8Array, at: number, draft: HeartbeatDraft, linesMayEnd: boolean): number {
    const json = this.#json;
    json.start(bytes, at, linesMayEnd);
    draft.clear();
    if (!json.takes(openBrace)) return NOT_RECOGNISED;
    let seen = 0;
    let field = FIELD_COUNT - 1;
    do {
      field = this.#key(field);
      const bit = 1 << field;
      if (field < 0 || (seen & bit) !== 0 || !json.takes(colon)) return NOT_RECOGNISED;
      seen |= bit;
      if (!this.#value(field, draft)) return NOT_RECOGNISED;
    } while (json.takes(comma));
    draft.said = seen;
    const isComplete = (seen & REQUIRED_BITS) === REQUIRED_BITS;
    return isComplete && json.takesAtOnce(closeBrace) ? json.at : NOT_RECOGNISED;
  }

  /** The field whose key is next, or -1. */
  #key(previous: number): number {
    const json = this.#json;
    const expected = this.#following[previous] ?? 0;
    for (let i = 0, field = expected; i < FIELD_COUNT; i += 1, field = (field + 1) % FIELD_COUNT) {
      const key = KEYS[field];
      if (key !== undefined && json.takesAll(key)) {
        if (field !== expected) this.#following[previous] = field;
        return field;
      }
    }
    return -1;
  }

  #value(field: number, draft: HeartbeatDraft): boolean {
    const json = this.#json;
    const place = U64_PLACES[field] ?? -1;
    if (place >= 0) return json.u64(draft.u64s, place);
    switch (field) {
      case SHARD_ID:
        return (draft.shardId = json.u16()) >= 0;
      case REGION_ID:
        return (draft.regionId = json.u16()) >= 0;
      case SIGNAL_THROUGHPUT_EPS:
        return (draft.signalThroughputEps = json.float()) >= 0;
      case REPLICATION_LAG:
        return this.#lags(draft, false);
      case ROLE:
        return this.#role(draft);
      case REPLICATION_LAG_NS:
        return this.#lags(draft, true);
      default:
        return false;
    }
  }

  #role(draft: HeartbeatDraft): boolean {
    draft.role = this.#json.takesAll(LEADER) ? "leader" : "follower";
    return draft.role === "leader" || this.#json.takesAll(FOLLOWER);
  }

  /** One of the two maps by follower. */
  #lags(draft: HeartbeatDraft, inNs: boolean): boolean {
    const json = this.#json;
    if (!json.takes(openBrace)) return false;
    if (json.takesAtOnce(closeBrace)) return true;
    do {
      if (!json.takesAtOnce(quote)) return false;
      const followerId = json.u16();
      if (followerId < 0 || !json.takesAtOnce(quote) || !json.takes(colon)) return false;
      const place = draft.placeFollower(followerId);
      if (draft.followerCount > MAX_FOLLOWERS) return false;
      // A follower of many grows these arrays, so they are looked up anew each time.
      const known = inNs ? draft.followerHasLagNs : draft.followerHasLag;
      const target: U64Array = inNs ? draft.followerLagsNs : draft.followerLags;
      if (known[place] === 1 || !json.u64(target, place)) return false;
      known[place] = 1;
    } while (json.takes(comma));
    return json.takesAtOnce(closeBrace);
  }
}
