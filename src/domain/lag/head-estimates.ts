import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";

/** Where estimated heads begin: far from 0, so that positions behind them are numbers as well, and exact for centuries. */
const FIRST_HEAD = 2 ** 40;
const LAST_HEAD = Number.MAX_SAFE_INTEGER;

/** What is left of the average after one sample that is 0 (alpha = 0.1), as a logarithm. */
const LOG_LEFT_BY_SAMPLE = Math.log(0.9);
const MS_PER_SECOND = 1_000;

/** A sender averages either once a heartbeat or once a second. Nobody says which: it shows in how fast the average falls. */
const UNKNOWN = 0;
const PER_HEARTBEAT = 1;
const PER_SECOND = 2;

/** So many falls in a row that fit one sample a heartbeat, and no other, prove it. */
const FALLS_THAT_PROVE = 3;
/** A fall below this share within a heartbeat interval is more than one sample. */
const LEFT_BY_MORE_SAMPLES = 0.89;
const LEFT_BY_ONE_SAMPLE_AT_MOST = 0.95;

/** Weight of the newest distance between two heartbeats in the usual one. */
const INTERVAL_WEIGHT = 1 / 8;
/** A distance of more usual intervals than this has heartbeats in it that were lost. */
export const LOST_FROM_INTERVALS = 1.5;

/** What is near enough to one more event. */
const ROUNDING_EVENTS = 0.25;

/** What is kept of a slot lies side by side, because all of it is needed at each heartbeat. Where each float stands: */
const HEAD = 0;
/** When the last heartbeat was sent; NaN where nothing is estimated. */
const SENT_MS = 1;
const AVERAGE = 2;
const INTERVAL_MS = 3;
const FLOATS = 4;
/** And each byte. */
const SAMPLING = 0;
const FALLS = 1;
const HAS_UNSEEN = 2;
const BYTES = 4;

/**
 * Where the heads of the logs stand of leaders that do not say it: from heartbeat to heartbeat a head moves by what the moving
 * average of the throughput took in, and by no less than the distance of any follower grew. Only differences mean anything.
 *
 * An average that is taken once a second does not show yet what was written in the newest second, see `#unseenGrowth`.
 */
export class HeadEstimates {
  /** By slot. */
  #floats: Float64Array<ArrayBuffer>;
  #bytes: Uint8Array<ArrayBuffer>;
  /** How many slots have shown to be sampled in each way. */
  readonly #proofs = new Uint32Array(3);

  constructor(capacity: number) {
    this.#floats = new Float64Array(FLOATS * capacity).fill(NaN);
    this.#bytes = new Uint8Array(BYTES * capacity);
  }

  resize(capacity: number): void {
    const before = this.#floats.length;
    this.#floats = resized(this.#floats, FLOATS * capacity).fill(NaN, before);
    this.#bytes = resized(this.#bytes, BYTES * capacity);
  }

  /** Nothing is estimated in the slot any more. */
  forget(slot: number): void {
    if (this.has(slot)) this.#showSampling(slot, UNKNOWN);
    this.#floats[FLOATS * slot + SENT_MS] = NaN;
  }

  /** Whether the slot has an estimate. */
  has(slot: number): boolean {
    return !Number.isNaN(this.#floats[FLOATS * slot + SENT_MS]);
  }

  /**
   * Moves the head of a slot, or begins with it.
   *
   * @param grownBy - by how much the distance of a follower grew since the last heartbeat, the most of all; 0 or more.
   * @param distance - the largest of any follower.
   * @returns where it is now: a whole number.
   */
  advance(
    slot: number,
    heartbeat: HeartbeatDraft,
    sentMs: number,
    grownBy: number,
    distance: number,
  ): number {
    const average = heartbeat.signalThroughputEps;
    const floats = this.#floats;
    const at = FLOATS * slot;
    if (!this.has(slot)) this.#begin(slot);
    else {
      const elapsedMs = sentMs - floats[at + SENT_MS]!;
      const beats = this.#beatsIn(slot, elapsedMs);
      this.#learn(slot, average, beats);
      const seen = Math.max(grownBy, this.#seenGrowth(slot, average, elapsedMs, beats));
      const eventsPerSecond = Math.max(average, (grownBy * MS_PER_SECOND) / elapsedMs);
      const unseen = this.#unseenGrowth(slot, distance - seen, eventsPerSecond);
      floats[at + HEAD] = Math.min(Math.round(floats[at + HEAD]! + seen + unseen), LAST_HEAD);
    }
    floats[at + SENT_MS] = sentMs;
    floats[at + AVERAGE] = average;
    return floats[at + HEAD]!;
  }

  #begin(slot: number): void {
    this.#floats[FLOATS * slot + HEAD] = FIRST_HEAD;
    this.#floats[FLOATS * slot + INTERVAL_MS] = 0;
    this.#bytes.fill(0, BYTES * slot, BYTES * (slot + 1));
  }

  /** How many heartbeats it took, those that were lost with it. */
  #beatsIn(slot: number, elapsedMs: number): number {
    const at = FLOATS * slot + INTERVAL_MS;
    const usualMs = this.#floats[at]!;
    if (usualMs > 0 && elapsedMs > LOST_FROM_INTERVALS * usualMs) return Math.round(elapsedMs / usualMs);
    this.#floats[at] = usualMs > 0 ? usualMs + (elapsedMs - usualMs) * INTERVAL_WEIGHT : elapsedMs;
    return 1;
  }

  /** Looks at how far the average fell. */
  #learn(slot: number, average: number, beats: number): void {
    const bytes = this.#bytes;
    const at = BYTES * slot;
    const before = this.#floats[FLOATS * slot + AVERAGE]!;
    if (before === 0 || beats > 1 || bytes[at + SAMPLING] === PER_SECOND) return;
    const left = average / before;
    if (left < LEFT_BY_MORE_SAMPLES) this.#showSampling(slot, PER_SECOND);
    else if (left > LEFT_BY_ONE_SAMPLE_AT_MOST) bytes[at + FALLS] = 0;
    else {
      bytes[at + FALLS] = Math.min(FALLS_THAT_PROVE, bytes[at + FALLS]! + 1);
      if (bytes[at + FALLS] === FALLS_THAT_PROVE) this.#showSampling(slot, PER_HEARTBEAT);
    }
  }

  #showSampling(slot: number, sampling: number): void {
    const at = BYTES * slot + SAMPLING;
    this.#proofs[this.#bytes[at]!]! -= 1;
    this.#proofs[sampling]! += 1;
    this.#bytes[at] = sampling;
  }

  /** As the slot has shown it; until then as all others did, because a cluster's senders are one program. */
  #samplingOf(slot: number): number {
    const own = this.#bytes[BYTES * slot + SAMPLING]!;
    if (own !== UNKNOWN) return own;
    const perHeartbeat = this.#proofs[PER_HEARTBEAT]!;
    const perSecond = this.#proofs[PER_SECOND]!;
    if (perSecond > 0 && perHeartbeat === 0) return PER_SECOND;
    return perHeartbeat > 0 && perSecond === 0 ? PER_HEARTBEAT : UNKNOWN;
  }

  /** What the average took in since the last heartbeat, in events; the larger figure where it could be either. */
  #seenGrowth(slot: number, average: number, elapsedMs: number, beats: number): number {
    const before = this.#floats[FLOATS * slot + AVERAGE]!;
    const seconds = elapsedMs / MS_PER_SECOND;
    const sampling = this.#samplingOf(slot);
    const byBeat = sampling === PER_SECOND ? 0 : eventsIn(before, average, beats, seconds);
    const bySecond = sampling === PER_HEARTBEAT ? 0 : eventsIn(before, average, seconds, seconds);
    return Math.floor(Math.max(byBeat, bySecond) + ROUNDING_EVENTS);
  }

  /**
   * What has to be new for the follower that is furthest behind to have passed what it missed before, if that may be so: no
   * more than what is written in a second. Not twice in a row, or one that stands still would be taken for one that moves.
   */
  #unseenGrowth(slot: number, missing: number, eventsPerSecond: number): number {
    const at = BYTES * slot + HAS_UNSEEN;
    if (missing <= 0) this.#bytes[at] = 0;
    if (missing <= 0 || this.#samplingOf(slot) === PER_HEARTBEAT || this.#bytes[at] === 1) return 0;
    if (missing > 1 + 2 * Math.sqrt(eventsPerSecond)) return 0;
    this.#bytes[at] = 1;
    return missing;
  }
}

/** Events that take a moving average from one value to another within some samples, were they evenly written. */
function eventsIn(before: number, after: number, samples: number, seconds: number): number {
  const left = Math.exp(samples * LOG_LEFT_BY_SAMPLE);
  return samples > 0 ? Math.max(0, ((after - left * before) * seconds) / (1 - left)) : 0;
}
