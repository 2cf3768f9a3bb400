import { WrongRevisionError } from "./bucket";
import type { BucketEntry } from "./bucket";

/** One write of a key, as the servers keep it. */
export interface KeptWrite extends BucketEntry {
  /** The revision that its writer took for the last one; undefined: it did not care. */
  readonly onto: number | undefined;
}

/** The writes of a key that the servers still have, as whoever takes the writes has them. */
export interface KeyHistory {
  last(): Promise<KeptWrite | undefined>;
  at(revision: number): Promise<KeptWrite | undefined>;
  /** The first write with a higher revision; undefined when there is none. */
  after(revision: number): Promise<KeptWrite | undefined>;
}

/**
 * What a key holds: the last write that counts, with the revision that the next one has to build on.
 *
 * Servers of NATS up to 2.9 compare before a write is agreed upon, so two writers that build on the same revision may both be
 * acknowledged, most easily while a server is missing. The servers keep with each write what it builds on: one that does not
 * build on the write before it does not count, and all who read see that alike.
 */
export async function lastThatCounts(history: KeyHistory): Promise<BucketEntry | undefined> {
  const last = await history.last();
  if (last === undefined) return undefined;
  return { revision: last.revision, value: (await counting(last, history)).value };
}

/**
 * Makes sure that a write counts, after it was acknowledged.
 *
 * @param onto - what it builds on.
 * @throws WrongRevisionError when another write came in between.
 */
export async function assertCounts(revision: number, onto: number, history: KeyHistory): Promise<void> {
  const next = await history.after(onto);
  if (next !== undefined && next.revision < revision) {
    throw new WrongRevisionError(`revision ${next.revision} came between ${onto} and ${revision}`);
  }
}

async function counting(write: KeptWrite, history: KeyHistory): Promise<KeptWrite> {
  const { onto } = write;
  if (onto === undefined) return write;
  const between: KeptWrite[] = [];
  let next = await history.after(onto);
  while (next !== undefined && next.revision < write.revision) {
    between.push(next);
    next = await history.after(next.revision);
  }
  if (between.length === 0) return write;
  let previous = onto;
  let found: KeptWrite | undefined;
  for (const each of between) {
    if (each.onto === undefined || each.onto === previous) found = each;
    previous = each.revision;
  }
  if (found !== undefined) return found;
  const base = await history.at(onto);
  // What nobody keeps any more cannot be restored; the last write is all that is left.
  return base === undefined ? write : counting(base, history);
}
