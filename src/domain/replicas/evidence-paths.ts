import { resized } from "../columns/resized";
import type { Liveness } from "../liveness/liveness";
import type { HealthThresholds } from "../terms/replica-health";
import type { Source, SourceTrouble } from "../terms/source";

/** A source as it stands. Times are lived milliseconds. */
export interface SourcePath extends Source {
  /** When it last gave evidence; before the first time, when it was first to be asked. */
  goodMs: number;
  /** Why it gave none since. */
  trouble: SourceTrouble;
  hasAnswered: boolean;
}

/** Sources by the number of their bit. */
type Places = readonly (SourcePath | undefined)[];

const BITS = 32;

/**
 * By which ways each replica is heard: by its own heartbeats, or through sources that list it. Of a replica that is known through
 * sources alone nothing new can be known between two answers, and nothing at all once they do not answer.
 */
export class EvidencePaths {
  #places: Places = [];
  /** By slot, a bit for each source: who lists the replica; who listed it in the document that is being read. */
  #listedBy = new Uint32Array(0);
  #readBy = new Uint32Array(0);
  /** By slot: lived time at which a heartbeat last came by itself. */
  #directMs = new Float64Array(0);

  /** Whether there are sources at all. */
  get isAny(): boolean {
    return this.#places.length > 0;
  }

  /** The sources, in no particular order. */
  get sources(): readonly SourcePath[] {
    return this.#places.filter((source) => source !== undefined);
  }

  /**
   * These are the sources from now on; one of a name that is known already goes on as it is.
   *
   * @returns whether a slot's replica is known through sources alone that are gone now.
   * @throws RangeError when there are more than bits.
   */
  configure(sources: readonly Source[], livedMs: number): (slot: number) => boolean {
    if (sources.length > BITS)
      throw new RangeError(`sources: expected at most ${BITS}, got ${sources.length}`);
    const wanted = new Map(sources.map((source) => [source.name, source]));
    const places = Array.from({ length: BITS }, (_, bit): SourcePath | undefined => {
      const known = this.#places[bit];
      const source = known && wanted.get(known.name);
      if (source) wanted.delete(source.name);
      return known && source && Object.assign(known, source);
    });
    let gone = 0;
    for (const [bit, known] of this.#places.entries()) if (known && !places[bit]) gone |= 1 << bit;
    for (const source of wanted.values()) {
      const place = places.indexOf(undefined);
      places[place] = { ...source, goodMs: livedMs, trouble: "source_unreachable", hasAnswered: false };
    }
    const before = this.#listedBy.slice();
    for (let slot = 0; slot < before.length; slot += 1) this.#drop(slot, gone);
    this.#places = sources.length === 0 ? [] : places;
    return (slot) => ((before[slot] ?? 0) & gone) !== 0 && this.#listedBy[slot] === 0;
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    if (slot >= this.#listedBy.length) {
      const capacity = Math.max(2 * this.#listedBy.length, slot + 1);
      this.#listedBy = resized(this.#listedBy, capacity);
      this.#readBy = resized(this.#readBy, capacity);
      const known = this.#directMs.length;
      this.#directMs = resized(this.#directMs, capacity);
      this.#directMs.fill(-Infinity, known);
    }
    this.#listedBy[slot] = 0;
    this.#readBy[slot] = 0;
    this.#directMs[slot] = -Infinity;
  }

  /** A heartbeat of the replica came by itself. */
  direct(slot: number, livedMs: number): void {
    if (slot >= this.#directMs.length) this.begin(slot);
    this.#directMs[slot] = livedMs;
  }

  /** The document of a source that is being read lists the replica. */
  list(name: string, slot: number): void {
    const bit = this.#bitOf(name);
    if (slot >= this.#listedBy.length) this.begin(slot);
    this.#listedBy[slot]! |= bit;
    this.#readBy[slot]! |= bit;
  }

  /** A document of a source, which is later than the one before, was read to its end. */
  answered(name: string, livedMs: number): void {
    const bit = this.#bitOf(name);
    for (let slot = 0; slot < this.#listedBy.length; slot += 1) {
      if ((this.#readBy[slot]! & bit) === 0) this.#drop(slot, bit);
      this.#readBy[slot]! &= ~bit;
    }
    const source = this.#named(name);
    if (!source) return;
    source.goodMs = livedMs;
    source.hasAnswered = true;
  }

  /** A source gave no evidence. What of a document was read of it meanwhile does not count as its listing. */
  failed(name: string, trouble: SourceTrouble): void {
    const bit = this.#bitOf(name);
    for (let slot = 0; slot < this.#readBy.length; slot += 1) this.#readBy[slot]! &= ~bit;
    const source = this.#named(name);
    if (source) source.trouble = trouble;
  }

  /** Whether another way than this source tells of the replica, so that an earlier heartbeat from the source is old news. */
  isAlsoHeard(slot: number, name: string, liveness: Liveness, thresholds: HealthThresholds): boolean {
    const others = (this.#listedBy[slot] ?? 0) & ~this.#bitOf(name);
    return others !== 0 || this.isDirect(slot, liveness, thresholds);
  }

  /** Whether the replica sent heartbeats by itself when it was heard last: then it would do so now. */
  isDirect(slot: number, liveness: Liveness, { offlineAfterMs }: HealthThresholds): boolean {
    const directMs = this.#directMs[slot] ?? -Infinity;
    return directMs > -Infinity && liveness.silenceMs(slot, directMs + offlineAfterMs) > 0;
  }

  /** Who lists the replica, a bit for each. */
  listedBy(slot: number): number {
    return this.#listedBy[slot] ?? 0;
  }

  /**
   * The source that all evidence of a replica depends on: of those that list it the one that answered last. Of a replica that
   * nobody heard ever, a source that does not answer, for it may know. Undefined where there is another way.
   */
  sourceOf(
    slot: number,
    livedMs: number,
    liveness: Liveness,
    thresholds: HealthThresholds,
  ): SourcePath | undefined {
    const listed = this.#listedBy[slot] ?? 0;
    if (listed === 0) {
      if (liveness.isHeard(slot)) return undefined;
      return this.#places.find((source) => source && this.isBlind(source, livedMs, thresholds));
    }
    if (this.isDirect(slot, liveness, thresholds)) return undefined;
    let latest: SourcePath | undefined;
    for (let bit = 0; bit < BITS; bit += 1) {
      const source = (listed & (1 << bit)) === 0 ? undefined : this.#places[bit];
      if (source && !(latest && latest.goodMs >= source.goodMs)) latest = source;
    }
    return latest;
  }

  /** Whether a source gave no evidence for so long that nothing is known through it. */
  isBlind(
    { goodMs, patienceMs }: SourcePath,
    livedMs: number,
    { offlineAfterMs }: HealthThresholds,
  ): boolean {
    return livedMs - goodMs > Math.max(patienceMs, offlineAfterMs);
  }

  #drop(slot: number, bits: number): void {
    this.#listedBy[slot]! &= ~bits;
  }

  #named(name: string): SourcePath | undefined {
    return this.#places.find((source) => source?.name === name);
  }

  /** 0 for a source that is gone. */
  #bitOf(name: string): number {
    const bit = this.#places.findIndex((source) => source?.name === name);
    return bit < 0 ? 0 : 1 << bit;
  }
}
