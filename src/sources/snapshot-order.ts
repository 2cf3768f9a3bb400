import { NS_PER_MS } from "../domain/terms/units";

/** Clocks of servers that are looked after agree better than this, in nanoseconds. */
const AGREEMENT_NS = 10_000n * NS_PER_MS;

/**
 * What the time of a document is: later than that of the one before it, not later, or the first, of which nobody can tell whether
 * it moves.
 */
export type SnapshotPlace = "later" | "not_later" | "unconfirmed";

/**
 * Whether the time of a source's documents goes on: one that answers with the same again and again is dead. Each is held against
 * the one before it, so that a clock that was set back costs one poll. The first is believed when it agrees with our clock, else
 * once a second one is later.
 */
export class SnapshotOrder {
  #lastNs: bigint | undefined;

  /** @param wallNs - our own clock. */
  place(snapshotNs: bigint, wallNs: bigint): SnapshotPlace {
    const lastNs = this.#lastNs;
    this.#lastNs = snapshotNs;
    if (lastNs !== undefined) return snapshotNs > lastNs ? "later" : "not_later";
    const distanceNs = snapshotNs > wallNs ? snapshotNs - wallNs : wallNs - snapshotNs;
    return distanceNs <= AGREEMENT_NS ? "later" : "unconfirmed";
  }
}
