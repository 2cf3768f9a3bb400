import type { CopyColumn } from "../columns/column-room";
import { resized } from "../columns/resized";
import type { U64Array } from "../columns/u64-words";
import type { Arrival } from "../terms/clock";
import type { NewestHeartbeat, RememberedReplica } from "../terms/recollection";
import { NS_PER_MS_F64 } from "../terms/units";
import { HABIT_COUNT, habitSinceMs, longestHabitMs } from "./habit";
import { HeartbeatOrder } from "./heartbeat-order";
import {
  ARRIVAL,
  FLOATS,
  NEWEST,
  NOTHING_HEARD,
  OLDER_MS,
  resizedLiveness,
  SINCE_MS,
  STAMPS,
} from "./liveness-columns";
import type { LivenessColumns } from "./liveness-columns";
import type { LongGap } from "./long-gaps";
import { RecentTimes } from "./recent-times";
import { SentTimes } from "./sent-times";
import type { SignOfLife } from "./sign-of-life";

/** How a heartbeat stands to the ones before it. */
export type Freshness = "fresh" | "stale";

/** How much of a heartbeat's age may be believed, in milliseconds. */
export interface BelievedAges {
  /** Of what its stamp says by our wall clock alone, because nothing is known yet of the sender's. */
  readonly guessMs: number;
  /** Of what its stamp says by the distance of the sender's clock to ours. */
  readonly knownMs: number;
}

/** Heard by this process. */
const HEARD = 1;
/** Heard by an earlier one. */
const HEARD_BEFORE = 2;
/** Its silence needs no time to be disproved. */
const CERTAIN = 4;

/**
 * When each replica was last heard, by our clock. The time stamps of its heartbeats put them in order and say how long each had
 * waited; what they are does not matter: a shard whose clock is wrong by an hour is as alive as any other.
 */
export class Liveness {
  #columns: LivenessColumns;
  readonly #order: HeartbeatOrder;
  readonly #sent: SentTimes;
  readonly #returns: RecentTimes;
  /** Lived time until which everybody of whom an earlier process told may still be heard for the first time. */
  #graceUntilMs = -Infinity;
  #revision = 0;

  /**
   * @param from - what is shown to begin with; nothing without.
   * @param judged - how many slots will take in heartbeats.
   */
  constructor(
    capacity: number,
    from: LivenessColumns = NOTHING_HEARD,
    judged = capacity,
    copyOf: CopyColumn = resized,
  ) {
    this.#columns = resizedLiveness(from, capacity, copyOf);
    this.#order = new HeartbeatOrder(judged);
    this.#sent = new SentTimes(judged);
    this.#returns = new RecentTimes(judged);
  }

  /** Grows whenever the silence of a replica changes otherwise than by time and its own heartbeats. */
  get revision(): number {
    return this.#revision;
  }

  resize(capacity: number): void {
    this.#columns = resizedLiveness(this.#columns, capacity);
    this.#order.resize(capacity);
    this.#sent.resize(capacity);
    this.#returns.resize(capacity);
  }

  /** What is shown of the first `length` slots as it is now. It takes in no heartbeats. */
  copy(length: number, copyOf: CopyColumn): Liveness {
    return new Liveness(length, this.#columns, 0, copyOf);
  }

  /** A replica is in the slot that has not been heard; its first heartbeat is due from `livedMs` on. */
  expect(slot: number, livedMs: number): void {
    this.#columns.silences[FLOATS * slot + SINCE_MS] = livedMs;
    this.#columns.silences[FLOATS * slot + OLDER_MS] = 0;
    this.#columns.heard[slot] = 0;
    this.#order.begin(slot);
    this.#sent.begin(slot);
    this.#returns.begin(slot);
  }

  /**
   * An earlier process told of the replica in the slot, which was not heard by this one. Nothing that it told outweighs what is
   * heard: it says since when the replica is silent, and which heartbeats are old ones.
   *
   * @param sinceMs - lived time at which it was heard last or, never heard, became expected; before this process, below 0 too.
   * @param isCertain - whether it may be called Offline before {@link giveGrace} says so.
   */
  remember(slot: number, told: RememberedReplica, sinceMs: number, isCertain: boolean): void {
    this.#revision += 1;
    this.#columns.silences[FLOATS * slot + SINCE_MS] = sinceMs;
    this.#columns.heard[slot] = (told.wasHeard ? HEARD_BEFORE : 0) | (isCertain ? CERTAIN : 0);
    if (told.newest !== undefined) this.#order.remember(slot, told.newest);
  }

  /** Until `livedMs` nobody is called Offline who was not heard yet, but for those whose silence is certain. */
  giveGrace(livedMs: number): void {
    this.#revision += 1;
    this.#graceUntilMs = livedMs;
  }

  /** Whether a replica that is silent for too long may yet be heard for the first time, because this process is young. */
  hasGrace(slot: number, livedMs: number): boolean {
    return livedMs <= this.#graceUntilMs && (this.#columns.heard[slot]! & (HEARD | CERTAIN)) === 0;
  }

  /**
   * Whether a replica is only waited for: an earlier process heard it, this one not yet, and nothing says that it is dead.
   *
   * @param overdueMs - silence that says so.
   */
  isAwaited(slot: number, livedMs: number, overdueMs: number): boolean {
    if (this.#columns.heard[slot] !== HEARD_BEFORE) return false;
    return livedMs <= this.#graceUntilMs || this.silenceMs(slot, livedMs) <= overdueMs;
  }

  /** Whether this process or an earlier one heard the replica. */
  wasEverHeard(slot: number): boolean {
    return (this.#columns.heard[slot]! & (HEARD | HEARD_BEFORE)) !== 0;
  }

  /** What the next process can use to tell new heartbeats from old ones. Undefined when nothing was heard. */
  newest(slot: number): NewestHeartbeat | undefined {
    return this.wasEverHeard(slot) ? this.#order.newest(slot) : undefined;
  }

  /**
   * Judges a heartbeat: a stale one changes nothing that is shown. The first ever is fresh, and as old as it says; one from the
   * future is new. See {@link HeartbeatOrder} for later ones and {@link SentTimes} for how old they are.
   *
   * @param livedMs - when it arrived: milliseconds that this process has lived, without its own stalls.
   * @param instant - the same on both clocks.
   */
  arrive(slot: number, sign: SignOfLife, livedMs: number, instant: Arrival, ages: BelievedAges): Freshness {
    const { monotonicMs, wallNs, stampingClockNs } = instant;
    const stampMs = sign.u64s.float(sign.stampAt) / NS_PER_MS_F64;
    let ageMs: number;
    if (!this.isHeard(slot)) {
      if (this.#order.first(slot, sign, monotonicMs, livedMs) === "old") return "stale";
      this.#show(slot, sign, livedMs, wallNs);
      this.#columns.heard[slot] = HEARD;
      const ageNs =
        stampingClockNs === undefined
          ? this.#columns.stampsNs.difference(STAMPS * slot + ARRIVAL, sign.u64s, sign.stampAt)
          : Number(stampingClockNs - sign.u64s.bigints[sign.stampAt]!);
      ageMs = ageNs > 0 ? ageNs / NS_PER_MS_F64 : 0;
      this.#sent.first(slot, monotonicMs, stampMs, ageMs);
    } else {
      const place = this.#order.place(slot, sign, monotonicMs, livedMs);
      if (place === "old") return "stale";
      this.#show(slot, sign, livedMs, wallNs);
      ageMs = this.#sent.next(slot, monotonicMs, stampMs, place === "next");
    }
    const { guessMs, knownMs } = ages;
    this.#columns.silences[FLOATS * slot + OLDER_MS] = Math.min(
      ageMs,
      knownMs,
      this.#sent.isGuess(slot) ? guessMs : Infinity,
    );
    return "fresh";
  }

  /** How the time stamp at a place of `u64s` stands to that of the last fresh heartbeat: below 0 when it is earlier, 0 when it is the same. */
  compareStamp(slot: number, u64s: U64Array, at: number): number {
    return u64s.compare(at, this.#columns.stampsNs, STAMPS * slot + NEWEST);
  }

  /** Whether this process heard the replica. */
  isHeard(slot: number): boolean {
    return this.#columns.heard[slot] === HEARD;
  }

  /**
   * Milliseconds of silence: the time we lived since the last fresh heartbeat was sent, or since the first one became due. None
   * since one that came after the moment that is judged by.
   */
  silenceMs(slot: number, livedMs: number): number {
    const sinceArrivalMs = livedMs - this.#columns.silences[FLOATS * slot + SINCE_MS]!;
    return sinceArrivalMs < 0 ? 0 : this.#columns.silences[FLOATS * slot + OLDER_MS]! + sinceArrivalMs;
  }

  /** Lived time from which on the replica may be silent for longer and have no grace, unless it is heard before. */
  silentFromMs(slot: number, longerThanMs: number): number {
    const { silences, heard } = this.#columns;
    const sinceMs = silences[FLOATS * slot + SINCE_MS]!;
    const fromMs = Math.max(sinceMs, sinceMs - silences[FLOATS * slot + OLDER_MS]! + longerThanMs);
    return (heard[slot]! & (HEARD | CERTAIN)) === 0 ? Math.max(fromMs, this.#graceUntilMs) : fromMs;
  }

  /** Whether anybody in the first slots is silent for longer, a replica that left included. Quicker than to ask for each. */
  isAnySilentFor(longerThanMs: number, livedMs: number, slotCount: number): boolean {
    const { silences } = this.#columns;
    for (let at = 0; at < FLOATS * slotCount; at += FLOATS) {
      if (silences[at + OLDER_MS]! + (livedMs - silences[at + SINCE_MS]!) > longerThanMs) return true;
    }
    return false;
  }

  /** On the monotonic clock: when the last fresh heartbeat was sent, as far as can be told. Undefined before the first. */
  lastSentMs(slot: number): number | undefined {
    return this.isHeard(slot) ? this.#sent.sentMs(slot) : undefined;
  }

  /** The same while the distance of the sender's clock to ours is known, not only guessed. */
  knownSentMs(slot: number): number | undefined {
    return this.#sent.isGuess(slot) ? undefined : this.lastSentMs(slot);
  }

  /**
   * Everything that waited during a gap has come in. Makes what the gap tells silence: of those that were not heard since, and of
   * those whose last heartbeat was sent before its end.
   *
   * @param reachMs - as {@link LongGap.silenceMsAfter}.
   * @param guessMs - as in {@link BelievedAges}.
   */
  settle(gap: LongGap, slotCount: number, reachMs: number, guessMs: number): void {
    this.#revision += 1;
    const { silences } = this.#columns;
    const wholeMs = gap.notLivedMs === 0 ? 0 : gap.silenceMsAfter(gap.fromMs, reachMs);
    for (let slot = 0; slot < slotCount; slot += 1) {
      const at = FLOATS * slot;
      if (silences[at + SINCE_MS]! <= gap.livedMs) {
        silences[at + OLDER_MS]! += wholeMs;
        continue;
      }
      const sentMs = this.#sent.sentMs(slot);
      if (!(sentMs < gap.toMs)) continue;
      const beforeMs = Math.max(0, gap.fromMs - sentMs);
      const afterMs = Math.max(0, this.#sent.arrivedMs(slot) - gap.toMs);
      const ageMs = beforeMs + gap.silenceMsAfter(sentMs, reachMs) + afterMs;
      silences[at + OLDER_MS] = this.#sent.isGuess(slot) ? Math.min(ageMs, guessMs) : ageMs;
    }
  }

  /** Notes that a replica that was Offline was heard again. */
  noteReturn(slot: number, livedMs: number): void {
    this.#returns.add(slot, livedMs);
  }

  /** Whether anything happened lately that can make a replica unstable: most of the time nothing did, to any of very many. */
  mayAnyBeUnstable(livedMs: number, offlineAfterMs: number): boolean {
    const latestMs = Math.max(this.#returns.latestMs, this.#order.boots.latestMs);
    return livedMs - latestMs <= longestHabitMs(offlineAfterMs);
  }

  /**
   * Lived milliseconds: since when the replica goes in and out of silence, or starts anew, again and again: the third of such
   * events, counted from the last, when all are recent enough. Undefined for a replica that does not.
   *
   * @param offlineAfterMs - the silence that is Offline, which says how often heartbeats come.
   */
  unstableSinceMs(slot: number, livedMs: number, offlineAfterMs: number): number | undefined {
    const { boots } = this.#order;
    const returns = this.#returns;
    const habit = (lastMs: number | undefined, firstMs: number | undefined): number | undefined =>
      habitSinceMs(lastMs, firstMs, livedMs, offlineAfterMs);
    return (
      habit(returns.lastButMs(slot, 0), returns.lastButMs(slot, HABIT_COUNT - 1)) ??
      habit(boots.restartMs(slot, 0), boots.restartMs(slot, HABIT_COUNT - 1)) ??
      (boots.isContested(slot, livedMs) ? boots.turnedAtMs(slot) : undefined)
    );
  }

  /** Nanoseconds since the epoch, our clock: when the last fresh heartbeat arrived. Undefined before the first. */
  lastArrivalNs(slot: number): bigint | undefined {
    return this.isHeard(slot) ? this.#columns.stampsNs.bigints[STAMPS * slot + ARRIVAL] : undefined;
  }

  /** The same in seconds. */
  lastArrivalSeconds(slot: number): number | undefined {
    return this.isHeard(slot) ? this.#columns.stampsNs.seconds(STAMPS * slot + ARRIVAL) : undefined;
  }

  /** Whether the last fresh heartbeat of a slot arrived later than another slot's. Both have been heard. */
  arrivedLater(slot: number, other: number): boolean {
    const { stampsNs } = this.#columns;
    return stampsNs.compare(STAMPS * slot + ARRIVAL, stampsNs, STAMPS * other + ARRIVAL) > 0;
  }

  /**
   * The shard's clock less ours when its last fresh heartbeat arrived, in seconds, signed and never clamped. Undefined before
   * the first.
   */
  clockSkewSeconds(slot: number): number | undefined {
    const { stampsNs } = this.#columns;
    const at = STAMPS * slot;
    return this.isHeard(slot) ? stampsNs.differenceSeconds(at + NEWEST, stampsNs, at + ARRIVAL) : undefined;
  }

  #show(slot: number, { u64s, stampAt }: SignOfLife, livedMs: number, wallNs: bigint): void {
    this.#columns.silences[FLOATS * slot + SINCE_MS] = livedMs;
    this.#columns.stampsNs.bigints[STAMPS * slot + ARRIVAL] = wallNs;
    this.#columns.stampsNs.copy(STAMPS * slot + NEWEST, u64s, stampAt);
  }
}
