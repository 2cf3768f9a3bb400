import type { ShardId } from "../../domain/terms/ids";
import type { Result } from "../../domain/terms/result";
import type { MetricGroup } from "./metric-group";

/** What one of several scrapes asks for, which together are a whole one. */
export interface ScrapePart {
  /** From 1 to `of`. */
  readonly number: number;
  /** How many parts there are. */
  readonly of: number;
}

/** Most parts that a scrape is divided into: all that the largest cluster has, within the limits of every scraper known. */
export const LARGEST_PART_COUNT = 64;

/** All of it in one. */
export const WHOLE_SCRAPE: ScrapePart = { number: 1, of: 1 };

/** So many neighbouring shards stay together, as a power of two: their lines are copied in one piece. */
const NEIGHBOURS_BITS = 4;

/** 2^32 by the golden ratio: its multiples are spread evenly, whatever stretch or step of shard numbers is in use. */
const GOLDEN = 0x9e3779b1;

const TWO_32 = 2 ** 32;

const PART = /^([1-9]\d?)\/([1-9]\d?)$/;

/** Groups whose number of series grows with shards. All others are in the first part. */
const DIVIDED_GROUPS: readonly MetricGroup[] = ["shard", "follower"];

/**
 * Which part the replicas of a shard are in, all of them and their followers: what rules compare within a shard is of one moment.
 * Depends on the two numbers alone, so that no shard moves when others come or go.
 */
export function partOfShard(shardId: ShardId, of: number): number {
  const spread = Math.imul(shardId >>> NEIGHBOURS_BITS, GOLDEN) >>> 0;
  return Math.floor((spread * of) / TWO_32) + 1;
}

/** The groups of which a part has something: the first has all. */
export function groupsOfPart(
  groups: ReadonlySet<MetricGroup>,
  { number }: ScrapePart,
): ReadonlySet<MetricGroup> {
  return number === 1 ? groups : new Set(DIVIDED_GROUPS.filter((group) => groups.has(group)));
}

/** Reads a part as it is asked for: `3/8` is the third of eight. `null`, nothing given, means all in one. */
export function parseScrapePart(text: string | null): Result<ScrapePart> {
  if (text === null) return { ok: true, value: WHOLE_SCRAPE };
  const [, number = NaN, of = NaN] = (PART.exec(text) ?? []).map(Number);
  if (number <= of && of <= LARGEST_PART_COUNT) return { ok: true, value: { number, of } };
  const got = JSON.stringify(text.slice(0, 100));
  return {
    ok: false,
    message: `part: expected K/N, such as 3/8, with N from 1 to ${LARGEST_PART_COUNT} and K from 1 to N, got ${got}`,
  };
}

/** A part as it is asked for. */
export function printScrapePart({ number, of }: ScrapePart): string {
  return `${number}/${of}`;
}
