import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import type { NewestHeartbeat } from "../terms/recollection";
import { RecentTimes } from "./recent-times";
import type { SignOfLife } from "./sign-of-life";

/** So often two senders take turns before they are two: heartbeats that overtake each other at a restart do it a few times. */
const TURNS = 6;
/** Longest time between two turns, in milliseconds. */
const TURN_WITHIN_MS = 60_000;

/** Columns by slot. The current sender is that of the last accepted heartbeat, the other the last one heard beside it. */
interface BootColumns {
  readonly current: U64Array;
  readonly currentSeq: U64Array;
  readonly other: U64Array;
  readonly otherSeq: U64Array;
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly turns: Uint8Array<ArrayBuffer>;
  readonly turnedAtMs: Float64Array<ArrayBuffer>;
}

const NO_BOOTS: BootColumns = {
  current: new U64Array(0),
  currentSeq: new U64Array(0),
  other: new U64Array(0),
  otherSeq: new U64Array(0),
  flags: new Uint8Array(0),
  turns: new Uint8Array(0),
  turnedAtMs: new Float64Array(0),
};

const HAS_BOOT = 1;
/** The last accepted heartbeat had a number besides. */
const IS_NUMBERED = 2;
const HAS_OTHER = 4;
/** The other sender has been the current one. */
const OTHER_WAS_CURRENT = 8;
/** The other sender was heard later than the current one. */
const OTHER_SPOKE_LAST = 16;

/** How a heartbeat with numbers stands to what was heard of its sender. */
export type Standing = "later" | "same" | "earlier" | "stranger";

/**
 * Which start of its process speaks for each replica, as far as heartbeats have a `boot_id`: another one is a restart, two that
 * take turns are two processes with one name.
 */
export class Boots {
  /** Without any room until a heartbeat has a `boot_id`: most clusters have none. Flags and turns that are not there are 0. */
  #columns = NO_BOOTS;
  #capacity: number;
  readonly #restarts: RecentTimes;
  #latestTurnMs = -Infinity;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#restarts = new RecentTimes(capacity);
  }

  resize(capacity: number): void {
    this.#capacity = capacity;
    if (this.#columns !== NO_BOOTS) this.#columns = resizedBoots(this.#columns, capacity);
    this.#restarts.resize(capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#restarts.begin(slot);
    if (this.#columns === NO_BOOTS) return;
    this.#columns.flags[slot] = 0;
    this.#columns.turns[slot] = 0;
  }

  /** What an earlier process of ours accepted last. */
  remember(slot: number, bootId: bigint, heartbeatSeq: bigint | undefined): void {
    this.#columns.flags[slot] = HAS_BOOT | (heartbeatSeq === undefined ? 0 : IS_NUMBERED);
    this.#columns.current.bigints[slot] = bootId;
    if (heartbeatSeq !== undefined) this.#columns.currentSeq.bigints[slot] = heartbeatSeq;
  }

  /** The numbers of the last accepted heartbeat, as far as it had some. */
  newest(slot: number): Pick<NewestHeartbeat, "bootId" | "heartbeatSeq"> {
    const { flags, current, currentSeq } = this.#columns;
    if ((flags[slot]! & HAS_BOOT) === 0) return {};
    const bootId = current.bigints[slot]!;
    return (flags[slot]! & IS_NUMBERED) === 0
      ? { bootId }
      : { bootId, heartbeatSeq: currentSeq.bigints[slot]! };
  }

  /** Whether a heartbeat can be put in order by its numbers alone. */
  canOrder(slot: number, { hasBoot, hasSeq }: SignOfLife): boolean {
    return hasBoot && hasSeq && (this.#columns.flags[slot]! & IS_NUMBERED) !== 0;
  }

  isCurrent(slot: number, { u64s, bootAt }: SignOfLife): boolean {
    return u64s.compare(bootAt, this.#columns.current, slot) === 0;
  }

  /** Whether a heartbeat names another start than the last accepted one. */
  isAnother(slot: number, sign: SignOfLife): boolean {
    return sign.hasBoot && (this.#columns.flags[slot]! & HAS_BOOT) !== 0 && !this.isCurrent(slot, sign);
  }

  /** How a heartbeat that can be put in order stands to the highest number of its own sender. */
  standing(slot: number, sign: SignOfLife): Standing {
    const { currentSeq, otherSeq } = this.#columns;
    const isCurrent = this.isCurrent(slot, sign);
    if (!isCurrent && !this.#isOther(slot, sign)) return "stranger";
    const order = sign.u64s.compare(sign.seqAt, isCurrent ? currentSeq : otherSeq, slot);
    return order > 0 ? "later" : order === 0 ? "same" : "earlier";
  }

  /**
   * Notes who sends a heartbeat that is no replay, accepted or not. Returns whether it is a sender that is neither the current
   * nor the other one.
   */
  hear(slot: number, sign: SignOfLife, livedMs: number): boolean {
    const { flags, other, otherSeq, turns } = this.#columns;
    if (!sign.hasBoot || (flags[slot]! & HAS_BOOT) === 0) return false;
    const isLast = (flags[slot]! & OTHER_SPOKE_LAST) !== 0;
    if (this.isCurrent(slot, sign)) {
      if (isLast) this.#turn(slot, livedMs);
      flags[slot]! &= ~OTHER_SPOKE_LAST;
      return false;
    }
    const isStranger = !this.#isOther(slot, sign);
    if (isStranger) {
      other.copy(slot, sign.u64s, sign.bootAt);
      flags[slot] = (flags[slot]! | HAS_OTHER) & ~OTHER_WAS_CURRENT;
      turns[slot] = 0;
    } else if (!isLast) this.#turn(slot, livedMs);
    flags[slot]! |= OTHER_SPOKE_LAST;
    if (sign.hasSeq) otherSeq.copy(slot, sign.u64s, sign.seqAt);
    return isStranger;
  }

  /** Takes in an accepted heartbeat that was heard. */
  accept(slot: number, sign: SignOfLife, livedMs: number): void {
    if (this.#columns === NO_BOOTS) {
      if (!sign.hasBoot) return;
      this.#columns = resizedBoots(NO_BOOTS, this.#capacity);
    }
    const { flags, current, currentSeq, other, otherSeq } = this.#columns;
    flags[slot] = (flags[slot]! & ~IS_NUMBERED) | (sign.hasBoot && sign.hasSeq ? IS_NUMBERED : 0);
    if (!sign.hasBoot) return;
    if ((flags[slot] & HAS_BOOT) !== 0 && !this.isCurrent(slot, sign)) {
      if ((flags[slot] & OTHER_WAS_CURRENT) === 0) this.#restarts.add(slot, livedMs);
      other.copy(slot, current, slot);
      otherSeq.copy(slot, currentSeq, slot);
      flags[slot] = (flags[slot] | HAS_OTHER | OTHER_WAS_CURRENT) & ~OTHER_SPOKE_LAST;
    }
    flags[slot] |= HAS_BOOT;
    current.copy(slot, sign.u64s, sign.bootAt);
    if (sign.hasSeq) currentSeq.copy(slot, sign.u64s, sign.seqAt);
  }

  /** Lived milliseconds: when any replica last started anew or had two processes take turns. */
  get latestMs(): number {
    return Math.max(this.#restarts.latestMs, this.#latestTurnMs);
  }

  /** Lived milliseconds: when the last but `others` of its starts was, undefined when there were fewer. */
  restartMs(slot: number, others: number): number | undefined {
    return this.#restarts.lastButMs(slot, others);
  }

  /** Whether two processes take turns in speaking for the replica. */
  isContested(slot: number, livedMs: number): boolean {
    const { turns, turnedAtMs } = this.#columns;
    return turns[slot]! >= TURNS && livedMs - turnedAtMs[slot]! <= TURN_WITHIN_MS;
  }

  /** Lived milliseconds: when they took the last turn. */
  turnedAtMs(slot: number): number {
    return this.#columns.turnedAtMs[slot]!;
  }

  #isOther(slot: number, { u64s, bootAt }: SignOfLife): boolean {
    const { flags, other } = this.#columns;
    return (flags[slot]! & HAS_OTHER) !== 0 && u64s.compare(bootAt, other, slot) === 0;
  }

  #turn(slot: number, livedMs: number): void {
    const { turns, turnedAtMs } = this.#columns;
    const isInTime = turns[slot]! > 0 && livedMs - turnedAtMs[slot]! <= TURN_WITHIN_MS;
    turns[slot] = isInTime ? Math.min(TURNS, turns[slot]! + 1) : 1;
    turnedAtMs[slot] = livedMs;
    this.#latestTurnMs = livedMs;
  }
}

function resizedBoots(columns: BootColumns, capacity: number): BootColumns {
  return {
    current: columns.current.resized(capacity),
    currentSeq: columns.currentSeq.resized(capacity),
    other: columns.other.resized(capacity),
    otherSeq: columns.otherSeq.resized(capacity),
    flags: resized(columns.flags, capacity),
    turns: resized(columns.turns, capacity),
    turnedAtMs: resized(columns.turnedAtMs, capacity),
  };
}
