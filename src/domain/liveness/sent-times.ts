import { resized } from "../columns/resized";

/** How fast the smallest delay that was seen is forgotten, so that a clock which goes too slow by up to this much is no delay. */
const FORGETTING = 1 / 1000;

/** A delay that stays within so many milliseconds for so long is no queue but a clock that was set back. */
const STEADY_MS = 2_000;
const STEADY_FOR_MS = 20_000;

/** Longer delays, in milliseconds, of heartbeats that come in as regularly as ever are a clock that goes too slow. */
const LONGEST_DELAY_MS = 120_000;
const LONGEST_REGULAR_GAP_MS = 30_000;

/** What waited in a queue arrives faster than this share of the pace at which it was sent. */
const SLOWEST_PACE = 1 / 2;
/** A clock of which less than this share of our time goes by stands still. */
const STANDING = 1 / 10;

/** What is kept of a slot lies side by side, because all of it is needed at each heartbeat. Where each float stands: */
/** Our monotonic clock less the sender's, in milliseconds, at the smallest delay seen. */
const BASE_MS = 0;
/** The last heartbeat: when it arrived and was sent on our clock, and its stamp. `SENT_MS` is NaN before the first. */
const ARRIVED_MS = 1;
const SENT_MS = 2;
const STAMP_MS = 3;
/** A delay, and since when delays have been about as long. */
const STEADY_DELAY_MS = 4;
const STEADY_SINCE_MS = 5;
/** 1 while all that speaks for the delay is the stamp of the first heartbeat, by our wall clock. */
const IS_GUESS = 6;
const FLOATS = 7;

/**
 * When the heartbeats of each replica were sent, on our monotonic clock: what the sender's clock says, once its distance to ours
 * is known. That is the smallest distance seen between stamp and arrival: the heartbeat with it waited least. So a queue that
 * drains after a death does not look like life. A delay that stays the same is taken for the distance: then it is one, or nobody
 * could tell.
 */
export class SentTimes {
  /** By slot. */
  #floats: Float64Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#floats = new Float64Array(FLOATS * capacity);
  }

  resize(capacity: number): void {
    this.#floats = resized(this.#floats, FLOATS * capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#floats[FLOATS * slot + SENT_MS] = NaN;
  }

  /** On our monotonic clock: when the last fresh heartbeat was sent, as far as can be told. NaN before the first. */
  sentMs(slot: number): number {
    return this.#floats[FLOATS * slot + SENT_MS]!;
  }

  /** On our monotonic clock: when it arrived. */
  arrivedMs(slot: number): number {
    return this.#floats[FLOATS * slot + ARRIVED_MS]!;
  }

  /** Whether all that speaks for the delay of the last heartbeat is its stamp, by our wall clock. */
  isGuess(slot: number): boolean {
    return this.#floats[FLOATS * slot + IS_GUESS] === 1;
  }

  /**
   * Takes in the first heartbeat of a replica.
   *
   * @param stampMs - on the sender's clock.
   * @param delayMs - how old it is by its stamp and our wall clock, 0 or more.
   */
  first(slot: number, arrivedMs: number, stampMs: number, delayMs: number): void {
    const at = FLOATS * slot;
    this.#floats[at + BASE_MS] = arrivedMs - stampMs - delayMs;
    this.#floats[at + IS_GUESS] = delayMs > 0 ? 1 : 0;
    this.#steady(at, arrivedMs, 0);
    this.#keep(at, arrivedMs, stampMs, delayMs);
  }

  /**
   * Takes in a later heartbeat.
   *
   * @param isNext - whether its stamp goes on from the one before.
   * @returns the delay in milliseconds.
   */
  next(slot: number, arrivedMs: number, stampMs: number, isNext: boolean): number {
    const floats = this.#floats;
    const at = FLOATS * slot;
    const passedMs = arrivedMs - floats[at + ARRIVED_MS]!;
    const distanceMs = arrivedMs - stampMs;
    const lowMs = Math.min(distanceMs, floats[at + BASE_MS]! + passedMs * FORGETTING);
    const isKnown = isNext && !this.#showsSkew(at, passedMs, stampMs, distanceMs - lowMs);
    let baseMs = isKnown ? lowMs : distanceMs;
    if (!isKnown) floats[at + IS_GUESS] = 0;
    if (this.#isSteady(at, arrivedMs, distanceMs - baseMs)) baseMs = distanceMs;
    floats[at + BASE_MS] = baseMs;
    this.#keep(at, arrivedMs, stampMs, distanceMs - baseMs);
    return distanceMs - baseMs;
  }

  /** Whether what looks like a delay is the sender's clock. */
  #showsSkew(at: number, passedMs: number, stampMs: number, delayMs: number): boolean {
    const stepMs = stampMs - this.#floats[at + STAMP_MS]!;
    const isPaced = passedMs >= stepMs * SLOWEST_PACE;
    if (this.#floats[at + IS_GUESS] === 1 && isPaced) return true;
    if (passedMs > LONGEST_REGULAR_GAP_MS) return false;
    return stepMs < passedMs * STANDING || (isPaced && delayMs > LONGEST_DELAY_MS);
  }

  #isSteady(at: number, arrivedMs: number, delayMs: number): boolean {
    if (Math.abs(delayMs - this.#floats[at + STEADY_DELAY_MS]!) > STEADY_MS) {
      this.#steady(at, arrivedMs, delayMs);
      return false;
    }
    const steadyForMs = arrivedMs - this.#floats[at + STEADY_SINCE_MS]!;
    if (delayMs <= STEADY_MS || steadyForMs < STEADY_FOR_MS) return false;
    this.#steady(at, arrivedMs, 0);
    return true;
  }

  #steady(at: number, arrivedMs: number, delayMs: number): void {
    this.#floats[at + STEADY_DELAY_MS] = delayMs;
    this.#floats[at + STEADY_SINCE_MS] = arrivedMs;
  }

  #keep(at: number, arrivedMs: number, stampMs: number, delayMs: number): void {
    this.#floats[at + ARRIVED_MS] = arrivedMs;
    this.#floats[at + SENT_MS] = arrivedMs - delayMs;
    this.#floats[at + STAMP_MS] = stampMs;
  }
}
