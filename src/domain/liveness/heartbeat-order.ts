import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import type { NewestHeartbeat } from "../terms/recollection";
import { NS_PER_MS_F64 } from "../terms/units";
import { AcceptedHeartbeats, REMEMBERED_HEARTBEATS } from "./accepted-heartbeats";
import { Boots } from "./boots";
import type { SignOfLife } from "./sign-of-life";

/**
 * What a heartbeat is: "old" news (a duplicate, a replay, late, or the first of a time line that is not believed yet), the "next"
 * on its time line, or news whose time stamp says nothing about the ones before: the sender's clock stepped or stands still, or
 * the sender started anew.
 */
export type Place = "old" | "next" | "newLine";

/** A time line further back goes at least at this share of the pace of our clock; what waited and comes at once does not. */
const SLOWEST_PACE = 1 / 2;

interface OrderColumns {
  /** Time stamp of the last accepted heartbeat. */
  readonly newestNs: U64Array;
  /** A heartbeat that may be the first of a time line further back: its stamp, when it arrived (monotonic), its content. */
  readonly doubtedNs: U64Array;
  readonly doubtedAtMs: Float64Array<ArrayBuffer>;
  /** 0 when there is none. */
  readonly doubted: Uint16Array<ArrayBuffer>;
  /** 1 when `newestNs` is of an earlier process of ours. */
  readonly isRemembered: Uint8Array<ArrayBuffer>;
  /** So many heartbeats ago the time line was another one, counted down: the ones remembered may have later stamps. */
  readonly sinceNewLine: Uint8Array<ArrayBuffer>;
}

/**
 * Puts the heartbeats of each replica in order: by the numbers of their senders where they have some, else by their time stamps.
 * What was accepted before is known for some minutes, and is never news again.
 */
export class HeartbeatOrder {
  #columns: OrderColumns;
  readonly #accepted: AcceptedHeartbeats;
  readonly boots: Boots;

  constructor(capacity: number) {
    this.#columns = resizedOrder(NO_ORDER, capacity);
    this.#accepted = new AcceptedHeartbeats(capacity);
    this.boots = new Boots(capacity);
  }

  resize(capacity: number): void {
    this.#columns = resizedOrder(this.#columns, capacity);
    this.#accepted.resize(capacity);
    this.boots.resize(capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#columns.newestNs.setWords(slot, 0, 0);
    this.#columns.doubted[slot] = 0;
    this.#columns.isRemembered[slot] = 0;
    this.#columns.sinceNewLine[slot] = 0;
    this.#accepted.begin(slot);
    this.boots.begin(slot);
  }

  /** The last heartbeat that an earlier process of ours accepted: what came before it is no news. */
  remember(slot: number, { stampNs, bootId, heartbeatSeq }: NewestHeartbeat): void {
    this.#columns.newestNs.bigints[slot] = stampNs;
    this.#columns.isRemembered[slot] = 1;
    if (bootId !== undefined) this.boots.remember(slot, bootId, heartbeatSeq);
  }

  /** The last accepted heartbeat, also of an earlier process of ours; undefined when there is none. */
  newest(slot: number): NewestHeartbeat | undefined {
    const { newestNs } = this.#columns;
    return newestNs.isZero(slot)
      ? undefined
      : { stampNs: newestNs.bigints[slot]!, ...this.boots.newest(slot) };
  }

  /** As {@link place}, for the first heartbeat that this process gets of a replica: it is old only if an earlier one knew it. */
  first(slot: number, sign: SignOfLife, monotonicMs: number, livedMs: number): Place {
    const { isRemembered, newestNs } = this.#columns;
    if (isRemembered[slot] === 0) {
      this.#accept(slot, sign, livedMs);
      return "next";
    }
    // Of the heartbeats before the newest one nothing but their order is known; the very same one is delivered again.
    const isSame = sign.u64s.compare(sign.stampAt, newestNs, slot) === 0 && !this.boots.canOrder(slot, sign);
    if (!isSame || this.#isConfirmed(slot, sign, monotonicMs))
      return this.place(slot, sign, monotonicMs, livedMs);
    this.#doubt(slot, sign, monotonicMs);
    return "old";
  }

  /** Judges a heartbeat of a replica that was heard before, and takes it in unless it is old news. */
  place(slot: number, sign: SignOfLife, monotonicMs: number, livedMs: number): Place {
    const place = this.#placeOf(slot, sign);
    if (place === "old") return "old";
    if (this.boots.hear(slot, sign, livedMs)) this.#columns.doubted[slot] = 0;
    const { sinceNewLine } = this.#columns;
    if (place === "next") {
      if (sinceNewLine[slot]! > 0) sinceNewLine[slot]! -= 1;
    } else {
      if (place === "doubtful" && !this.#isConfirmed(slot, sign, monotonicMs)) {
        this.#doubt(slot, sign, monotonicMs);
        return "old";
      }
      sinceNewLine[slot] = REMEMBERED_HEARTBEATS;
    }
    this.#accept(slot, sign, livedMs);
    return place === "next" ? "next" : "newLine";
  }

  #placeOf(slot: number, sign: SignOfLife): Place | "doubtful" {
    const order = sign.u64s.compare(sign.stampAt, this.#columns.newestNs, slot);
    if (this.boots.canOrder(slot, sign)) {
      if (this.boots.isCurrent(slot, sign)) return this.#placeByNumber(slot, sign, order);
      const standing = this.boots.standing(slot, sign);
      if (standing === "same" || standing === "earlier") return "old";
    }
    const mayBeKnown = order <= 0 || this.#columns.sinceNewLine[slot]! > 0;
    if (mayBeKnown && this.#accepted.has(slot, sign.content)) return "old";
    if (order < 0) return "doubtful";
    if (order === 0) return this.boots.isAnother(slot, sign) ? "doubtful" : "newLine";
    return this.boots.isAnother(slot, sign) ? "newLine" : "next";
  }

  /** Of the current sender, with a number. Numbers that stand still or begin anew are those of a sender that counts wrongly. */
  #placeByNumber(slot: number, sign: SignOfLife, order: number): Place | "doubtful" {
    const standing = this.boots.standing(slot, sign);
    if (standing === "later") return order > 0 ? "next" : "newLine";
    if (order <= 0 || this.#accepted.has(slot, sign.content)) return "old";
    return standing === "same" ? "next" : "doubtful";
  }

  /** Whether a heartbeat goes on where the one before it, which was doubted, would lead. */
  #isConfirmed(slot: number, { u64s, stampAt, content }: SignOfLife, monotonicMs: number): boolean {
    const { doubted, doubtedNs, doubtedAtMs } = this.#columns;
    if (doubted[slot] === 0 || doubted[slot] === content) return false;
    if (u64s.compare(stampAt, doubtedNs, slot) < 0) return false;
    const stampMs = u64s.difference(stampAt, doubtedNs, slot) / NS_PER_MS_F64;
    return monotonicMs - doubtedAtMs[slot]! >= stampMs * SLOWEST_PACE;
  }

  #doubt(slot: number, { u64s, stampAt, content }: SignOfLife, monotonicMs: number): void {
    const { doubted, doubtedNs, doubtedAtMs } = this.#columns;
    // One that is delivered again says nothing new, nor when it was sent.
    if (doubted[slot] === content && u64s.compare(stampAt, doubtedNs, slot) === 0) return;
    doubted[slot] = content;
    doubtedNs.copy(slot, u64s, stampAt);
    doubtedAtMs[slot] = monotonicMs;
  }

  #accept(slot: number, sign: SignOfLife, livedMs: number): void {
    this.#columns.newestNs.copy(slot, sign.u64s, sign.stampAt);
    this.#columns.doubted[slot] = 0;
    this.#columns.isRemembered[slot] = 0;
    this.#accepted.add(slot, sign.content);
    this.boots.accept(slot, sign, livedMs);
  }
}

const NO_ORDER: OrderColumns = {
  newestNs: new U64Array(0),
  doubtedNs: new U64Array(0),
  doubtedAtMs: new Float64Array(0),
  doubted: new Uint16Array(0),
  isRemembered: new Uint8Array(0),
  sinceNewLine: new Uint8Array(0),
};

function resizedOrder(columns: OrderColumns, capacity: number): OrderColumns {
  return {
    newestNs: columns.newestNs.resized(capacity),
    doubtedNs: columns.doubtedNs.resized(capacity),
    doubtedAtMs: resized(columns.doubtedAtMs, capacity),
    doubted: resized(columns.doubted, capacity),
    isRemembered: resized(columns.isRemembered, capacity),
    sinceNewLine: resized(columns.sinceNewLine, capacity),
  };
}
