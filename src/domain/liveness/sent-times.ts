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

interface SentColumns {
  /** By slot: our monotonic clock less the sender's, in milliseconds, at the smallest delay seen. */
  readonly baseMs: Float64Array<ArrayBuffer>;
  /** The last heartbeat: when it arrived and was sent on our clock, and its stamp. `sentMs` is NaN before the first. */
  readonly arrivedMs: Float64Array<ArrayBuffer>;
  readonly sentMs: Float64Array<ArrayBuffer>;
  readonly stampMs: Float64Array<ArrayBuffer>;
  /** A delay, and since when delays have been about as long. */
  readonly steadyDelayMs: Float64Array<ArrayBuffer>;
  readonly steadySinceMs: Float64Array<ArrayBuffer>;
  /** 1 while all that speaks for the delay is the stamp of the first heartbeat, by our wall clock. */
  readonly isGuess: Uint8Array<ArrayBuffer>;
}

/**
 * When the heartbeats of each replica were sent, on our monotonic clock: what the sender's clock says, once its distance to ours
 * is known. That is the smallest distance seen between stamp and arrival: the heartbeat with it waited least. So a queue that
 * drains after a death does not look like life. A delay that stays the same is taken for the distance: then it is one, or nobody
 * could tell.
 */
export class SentTimes {
  #columns: SentColumns;

  constructor(capacity: number) {
    this.#columns = resizedSent(NOTHING_SENT, capacity);
  }

  resize(capacity: number): void {
    this.#columns = resizedSent(this.#columns, capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#columns.sentMs[slot] = NaN;
  }

  /** On our monotonic clock: when the last fresh heartbeat was sent, as far as can be told. NaN before the first. */
  sentMs(slot: number): number {
    return this.#columns.sentMs[slot]!;
  }

  /** On our monotonic clock: when it arrived. */
  arrivedMs(slot: number): number {
    return this.#columns.arrivedMs[slot]!;
  }

  /** Whether all that speaks for the delay of the last heartbeat is its stamp, by our wall clock. */
  isGuess(slot: number): boolean {
    return this.#columns.isGuess[slot] === 1;
  }

  /**
   * Takes in the first heartbeat of a replica.
   *
   * @param stampMs - on the sender's clock.
   * @param delayMs - how old it is by its stamp and our wall clock, 0 or more.
   */
  first(slot: number, arrivedMs: number, stampMs: number, delayMs: number): void {
    this.#columns.baseMs[slot] = arrivedMs - stampMs - delayMs;
    this.#columns.isGuess[slot] = delayMs > 0 ? 1 : 0;
    this.#steady(slot, arrivedMs, 0);
    this.#keep(slot, arrivedMs, stampMs, delayMs);
  }

  /**
   * Takes in a later heartbeat.
   *
   * @param isNext - whether its stamp goes on from the one before.
   * @returns the delay in milliseconds.
   */
  next(slot: number, arrivedMs: number, stampMs: number, isNext: boolean): number {
    const { baseMs, isGuess } = this.#columns;
    const passedMs = arrivedMs - this.#columns.arrivedMs[slot]!;
    const distanceMs = arrivedMs - stampMs;
    const lowMs = Math.min(distanceMs, baseMs[slot]! + passedMs * FORGETTING);
    const isKnown = isNext && !this.#showsSkew(slot, passedMs, stampMs, distanceMs - lowMs);
    baseMs[slot] = isKnown ? lowMs : distanceMs;
    if (!isKnown) isGuess[slot] = 0;
    let delayMs = distanceMs - baseMs[slot];
    if (this.#isSteady(slot, arrivedMs, delayMs)) {
      baseMs[slot] = distanceMs;
      delayMs = 0;
    }
    this.#keep(slot, arrivedMs, stampMs, delayMs);
    return delayMs;
  }

  /** Whether what looks like a delay is the sender's clock. */
  #showsSkew(slot: number, passedMs: number, stampMs: number, delayMs: number): boolean {
    const stepMs = stampMs - this.#columns.stampMs[slot]!;
    const isPaced = passedMs >= stepMs * SLOWEST_PACE;
    if (this.#columns.isGuess[slot] === 1 && isPaced) return true;
    if (passedMs > LONGEST_REGULAR_GAP_MS) return false;
    return stepMs < passedMs * STANDING || (isPaced && delayMs > LONGEST_DELAY_MS);
  }

  #isSteady(slot: number, arrivedMs: number, delayMs: number): boolean {
    const { steadyDelayMs, steadySinceMs } = this.#columns;
    if (Math.abs(delayMs - steadyDelayMs[slot]!) > STEADY_MS) {
      this.#steady(slot, arrivedMs, delayMs);
      return false;
    }
    if (delayMs <= STEADY_MS || arrivedMs - steadySinceMs[slot]! < STEADY_FOR_MS) return false;
    this.#steady(slot, arrivedMs, 0);
    return true;
  }

  #steady(slot: number, arrivedMs: number, delayMs: number): void {
    this.#columns.steadyDelayMs[slot] = delayMs;
    this.#columns.steadySinceMs[slot] = arrivedMs;
  }

  #keep(slot: number, arrivedMs: number, stampMs: number, delayMs: number): void {
    this.#columns.arrivedMs[slot] = arrivedMs;
    this.#columns.sentMs[slot] = arrivedMs - delayMs;
    this.#columns.stampMs[slot] = stampMs;
  }
}

const NOTHING_SENT: SentColumns = {
  baseMs: new Float64Array(0),
  arrivedMs: new Float64Array(0),
  sentMs: new Float64Array(0),
  stampMs: new Float64Array(0),
  steadyDelayMs: new Float64Array(0),
  steadySinceMs: new Float64Array(0),
  isGuess: new Uint8Array(0),
};

function resizedSent(columns: SentColumns, capacity: number): SentColumns {
  return {
    baseMs: resized(columns.baseMs, capacity),
    arrivedMs: resized(columns.arrivedMs, capacity),
    sentMs: resized(columns.sentMs, capacity),
    stampMs: resized(columns.stampMs, capacity),
    steadyDelayMs: resized(columns.steadyDelayMs, capacity),
    steadySinceMs: resized(columns.steadySinceMs, capacity),
    isGuess: resized(columns.isGuess, capacity),
  };
}
