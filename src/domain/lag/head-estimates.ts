import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import { U32_RANGE } from "../terms/units";

/** Where estimated heads begin: far from 0, so that positions behind them are numbers as well, and exact for centuries. */
const FIRST_HEAD = 2 ** 40;
const LAST_HEAD = Number.MAX_SAFE_INTEGER;

/** What is left of the average after one sample that is 0 (alpha = 0.1). */
const LEFT_BY_SAMPLE = 0.9;
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

/**
 * Where the heads of the logs stand of leaders that do not say it: from heartbeat to heartbeat a head moves by what the moving
 * average of the throughput took in, and by no less than the distance of any follower grew. Only differences mean anything.
 *
 * An average that is taken once a second does not show yet what was written in the newest second, see `#unseenGrowth`.
 */
export class HeadEstimates {
  /** By slot. */
  #heads: U64Array;
  /** When the last heartbeat was sent; NaN where nothing is estimated. */
  #sentMs: Float64Array<ArrayBuffer>;
  #averages: Float64Array<ArrayBuffer>;
  #intervalsMs: Float64Array<ArrayBuffer>;
  #samplings: Uint8Array<ArrayBuffer>;
  #falls: Uint8Array<ArrayBuffer>;
  #hasUnseen: Uint8Array<ArrayBuffer>;
  /** How many slots have shown to be sampled in each way. */
  readonly #proofs = new Uint32Array(3);

  constructor(capacity: number) {
    this.#heads = new U64Array(capacity);
    this.#sentMs = new Float64Array(capacity).fill(NaN);
    this.#averages = new Float64Array(capacity);
    this.#intervalsMs = new Float64Array(capacity);
    this.#samplings = new Uint8Array(capacity);
    this.#falls = new Uint8Array(capacity);
    this.#hasUnseen = new Uint8Array(capacity);
  }

  /** The estimates by slot. */
  get heads(): U64Array {
    return this.#heads;
  }

  resize(capacity: number): void {
    const before = this.#sentMs.length;
    this.#heads = this.#heads.resized(capacity);
    this.#sentMs = resized(this.#sentMs, capacity).fill(NaN, before);
    this.#averages = resized(this.#averages, capacity);
    this.#intervalsMs = resized(this.#intervalsMs, capacity);
    this.#samplings = resized(this.#samplings, capacity);
    this.#falls = resized(this.#falls, capacity);
    this.#hasUnseen = resized(this.#hasUnseen, capacity);
  }

  /** Nothing is estimated in the slot any more. */
  forget(slot: number): void {
    if (this.has(slot)) this.#showSampling(slot, UNKNOWN);
    this.#sentMs[slot] = NaN;
  }

  /** Whether the slot has an estimate. */
  has(slot: number): boolean {
    return !Number.isNaN(this.#sentMs[slot]);
  }

  /**
   * Moves the head of a slot, or begins with it.
   *
   * @param grownBy - by how much the distance of a follower grew since the last heartbeat, the most of all; 0 or more.
   * @param distance - the largest of any follower.
   */
  advance(slot: number, heartbeat: HeartbeatDraft, sentMs: number, grownBy: number, distance: number): void {
    const average = heartbeat.signalThroughputEps;
    if (!this.has(slot)) this.#begin(slot);
    else {
      const elapsedMs = sentMs - this.#sentMs[slot]!;
      const beats = this.#beatsIn(slot, elapsedMs);
      this.#learn(slot, average, beats);
      const seen = Math.max(grownBy, this.#seenGrowth(slot, average, elapsedMs, beats));
      const eventsPerSecond = Math.max(average, (grownBy * MS_PER_SECOND) / elapsedMs);
      const unseen = this.#unseenGrowth(slot, distance - seen, eventsPerSecond);
      this.#setHead(slot, this.#heads.float(slot) + seen + unseen);
    }
    this.#sentMs[slot] = sentMs;
    this.#averages[slot] = average;
  }

  #begin(slot: number): void {
    this.#setHead(slot, FIRST_HEAD);
    this.#intervalsMs[slot] = 0;
    this.#samplings[slot] = UNKNOWN;
    this.#falls[slot] = 0;
    this.#hasUnseen[slot] = 0;
  }

  /** How many heartbeats it took, those that were lost with it. */
  #beatsIn(slot: number, elapsedMs: number): number {
    const usualMs = this.#intervalsMs[slot]!;
    if (usualMs > 0 && elapsedMs > LOST_FROM_INTERVALS * usualMs) return Math.round(elapsedMs / usualMs);
    this.#intervalsMs[slot] = usualMs > 0 ? usualMs + (elapsedMs - usualMs) * INTERVAL_WEIGHT : elapsedMs;
    return 1;
  }

  /** Looks at how far the average fell. */
  #learn(slot: number, average: number, beats: number): void {
    const before = this.#averages[slot]!;
    if (before === 0 || beats > 1 || this.#samplings[slot] === PER_SECOND) return;
    const left = average / before;
    if (left < LEFT_BY_MORE_SAMPLES) this.#showSampling(slot, PER_SECOND);
    else if (left > LEFT_BY_ONE_SAMPLE_AT_MOST) this.#falls[slot] = 0;
    else {
      this.#falls[slot] = Math.min(FALLS_THAT_PROVE, this.#falls[slot]! + 1);
      if (this.#falls[slot] === FALLS_THAT_PROVE) this.#showSampling(slot, PER_HEARTBEAT);
    }
  }

  #showSampling(slot: number, sampling: number): void {
    this.#proofs[this.#samplings[slot]!]! -= 1;
    this.#proofs[sampling]! += 1;
    this.#samplings[slot] = sampling;
  }

  /** As the slot has shown it; until then as all others did, because a cluster's senders are one program. */
  #samplingOf(slot: number): number {
    const own = this.#samplings[slot]!;
    if (own !== UNKNOWN) return own;
    const [, perHeartbeat, perSecond] = this.#proofs;
    if (perSecond! > 0 && perHeartbeat === 0) return PER_SECOND;
    return perHeartbeat! > 0 && perSecond === 0 ? PER_HEARTBEAT : UNKNOWN;
  }

  /** What the average took in since the last heartbeat, in events; the larger figure where it could be either. */
  #seenGrowth(slot: number, average: number, elapsedMs: number, beats: number): number {
    const before = this.#averages[slot]!;
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
    if (missing <= 0) this.#hasUnseen[slot] = 0;
    if (missing <= 0 || this.#samplingOf(slot) === PER_HEARTBEAT || this.#hasUnseen[slot] === 1) return 0;
    if (missing > 1 + 2 * Math.sqrt(eventsPerSecond)) return 0;
    this.#hasUnseen[slot] = 1;
    return missing;
  }

  #setHead(slot: number, head: number): void {
    const whole = Math.min(Math.round(head), LAST_HEAD);
    this.#heads.setWords(slot, Math.floor(whole / U32_RANGE), whole % U32_RANGE);
  }
}

/** Events that take a moving average from one value to another within some samples, were they evenly written. */
function eventsIn(before: number, after: number, samples: number, seconds: number): number {
  const left = LEFT_BY_SAMPLE ** samples;
  return samples > 0 ? Math.max(0, ((after - left * before) * seconds) / (1 - left)) : 0;
}
