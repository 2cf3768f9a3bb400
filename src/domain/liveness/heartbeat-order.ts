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

/** Columns by slot; the marks of slot `s` are from `MARKS * s` on. */
interface OrderColumns {
  /** Time stamp of the last accepted heartbeat. */
  readonly newestNs: U64Array;
  readonly marks: Uint16Array<ArrayBuffer>;
  /** Of a heartbeat that is doubted: its stamp, and when it arrived (monotonic). */
  readonly doubtedNs: U64Array;
  readonly doubtedAtMs: Float64Array<ArrayBuffer>;
}

/** The content of a heartbeat that may be the first of a time line further back; 0 when there is none. */
const DOUBTED = 0;
/** 1 when `newestNs` is of an earlier process of ours. */
const IS_REMEMBERED = 1;
/** So many heartbeats ago the time line was another one, counted down: the ones remembered may have later stamps. */
const SINCE_NEW_LINE = 2;
const MARKS = 3;

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
    this.#columns.marks.fill(0, MARKS * slot, MARKS * (slot + 1));
    this.#accepted.begin(slot);
    this.boots.begin(slot);
  }

  /** The last heartbeat that an earlier process of ours accepted: what came before it is no news. */
  remember(slot: number, { stampNs, bootId, heartbeatSeq }: NewestHeartbeat): void {
    this.#columns.newestNs.bigints[slot] = stampNs;
    this.#columns.marks[MARKS * slot + IS_REMEMBERED] = 1;
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
    const { marks, newestNs } = this.#columns;
    if (marks[MARKS * slot + IS_REMEMBERED] === 0) {
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
    const { marks } = this.#columns;
    if (this.boots.hear(slot, sign, livedMs)) marks[MARKS * slot + DOUBTED] = 0;
    const at = MARKS * slot + SINCE_NEW_LINE;
    if (place === "next") {
      if (marks[at]! > 0) marks[at]! -= 1;
    } else {
      if (place === "doubtful" && !this.#isConfirmed(slot, sign, monotonicMs)) {
        this.#doubt(slot, sign, monotonicMs);
        return "old";
      }
      marks[at] = REMEMBERED_HEARTBEATS;
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
    const mayBeKnown = order <= 0 || this.#columns.marks[MARKS * slot + SINCE_NEW_LINE]! > 0;
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
    const { marks, doubtedNs, doubtedAtMs } = this.#columns;
    const doubted = marks[MARKS * slot + DOUBTED];
    if (doubted === 0 || doubted === content) return false;
    if (u64s.compare(stampAt, doubtedNs, slot) < 0) return false;
    const stampMs = u64s.difference(stampAt, doubtedNs, slot) / NS_PER_MS_F64;
    return monotonicMs - doubtedAtMs[slot]! >= stampMs * SLOWEST_PACE;
  }

  #doubt(slot: number, { u64s, stampAt, content }: SignOfLife, monotonicMs: number): void {
    const { marks, doubtedNs, doubtedAtMs } = this.#columns;
    const at = MARKS * slot + DOUBTED;
    // One that is delivered again says nothing new, nor when it was sent.
    if (marks[at] === content && u64s.compare(stampAt, doubtedNs, slot) === 0) return;
    marks[at] = content;
    doubtedNs.copy(slot, u64s, stampAt);
    doubtedAtMs[slot] = monotonicMs;
  }

  #accept(slot: number, sign: SignOfLife, livedMs: number): void {
    this.#columns.newestNs.copy(slot, sign.u64s, sign.stampAt);
    this.#columns.marks[MARKS * slot + DOUBTED] = 0;
    this.#columns.marks[MARKS * slot + IS_REMEMBERED] = 0;
    this.#accepted.add(slot, sign.content);
    this.boots.accept(slot, sign, livedMs);
  }
}

const NO_ORDER: OrderColumns = {
  newestNs: new U64Array(0),
  marks: new Uint16Array(0),
  doubtedNs: new U64Array(0),
  doubtedAtMs: new Float64Array(0),
};

function resizedOrder(columns: OrderColumns, capacity: number): OrderColumns {
  return {
    newestNs: columns.newestNs.resized(capacity),
    marks: resized(columns.marks, MARKS * capacity),
    doubtedNs: columns.doubtedNs.resized(capacity),
    doubtedAtMs: resized(columns.doubtedAtMs, capacity),
  };
}
