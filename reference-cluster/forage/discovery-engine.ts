import type { SignalKind } from "../wal/signal";
import { SeededGenerator } from "../seeded-generator";
import type { RegionItems } from "./item-catalogue";
import { SourceBandit } from "./source-bandit";
import type { SourceRecord } from "./source-bandit";

/** Where items of a feed come from: what many look at, what is new, what is close to what the user liked, and what is not. */
export const SOURCES = ["popular", "fresh", "similar", "afar"] as const;

export type Source = (typeof SOURCES)[number];

/** The part of all places in feeds that may be spent on learning about sources. */
export const EXPLORATION_BUDGET = 0.1;

/** Users whose taste and skips are remembered; beyond them the one that was away for longest is forgotten. */
export const MOST_USERS = 256;
/** Times that a source is asked for another item before any other item has to do. */
const MOST_TRIES = 8;
/** Items that are new at a time. */
const FRESH = 200;
/** How much of a taste is left after the next signal. */
const KEPT_TASTE = 0.95;

/** What a signal says about a taste, and what it is worth to the source that brought the item. */
const WORTH: Readonly<Record<SignalKind, number>> = { view: 0, dwell: 0.5, save: 1, skip: -0.5, share: 1 };

/** A place in a feed. */
export interface FeedItem {
  /** The item's place in the catalogue of the region. */
  readonly item: number;
  readonly source: Source;
  /** Whether it is there because it should please, or to find out. */
  readonly label: "match" | "exploring";
}

interface User {
  /** By label. */
  readonly taste: Float32Array;
  /** A bit for each item of the catalogue. */
  readonly skipped: Uint8Array;
}

/**
 * What one region's users are shown. It learns from their signals which source is worth most and which labels each user likes.
 * What a user has skipped does not come back to that user.
 */
export class DiscoveryEngine {
  readonly items: RegionItems;
  readonly #isHidden: (userId: number, item: number) => boolean;
  readonly #bandit = new SourceBandit(SOURCES.length, EXPLORATION_BUDGET);
  readonly #generator: SeededGenerator;
  /** In the order of their last visit. */
  readonly #users = new Map<number, User>();
  #newest = 0;

  /** @param isHidden whether a user has said of an item that it is not to be shown. */
  constructor(items: RegionItems, seed: number, isHidden: (userId: number, item: number) => boolean) {
    this.items = items;
    this.#generator = new SeededGenerator(seed);
    this.#isHidden = isHidden;
  }

  /** Users that are remembered. */
  get userCount(): number {
    return this.#users.size;
  }

  /** Places of feeds that were filled, and those of them that were exploration. */
  get places(): { readonly all: number; readonly exploring: number } {
    return { all: this.#bandit.choices, exploring: this.#bandit.explorations };
  }

  get sources(): readonly (SourceRecord & { readonly source: Source })[] {
    return this.#bandit.records.map((record, index) => ({ source: SOURCES[index] ?? "popular", ...record }));
  }

  /** Items for a user, all different, at most so many: fewer only when the user has skipped or hidden all others. */
  feed(userId: number, limit: number): readonly FeedItem[] {
    const user = this.#user(userId);
    const feed: FeedItem[] = [];
    const isFree = (item: number): boolean =>
      !isSkipped(user, item) && !feed.some((one) => one.item === item) && !this.#isHidden(userId, item);
    while (feed.length < limit) {
      const free = this.#anyFree(isFree);
      if (free === undefined) break;
      const { source: index, isExploring } = this.#bandit.choose();
      const source = SOURCES[index] ?? "popular";
      const item = this.#from(source, user, isFree) ?? free;
      feed.push({ item, source, label: isExploring ? "exploring" : "match" });
    }
    this.#newest += 1;
    return feed;
  }

  /** Takes in what a user did with an item of a feed, or of none. */
  learn(userId: number, item: number, kind: SignalKind): void {
    const user = this.#user(userId);
    const label = this.items.labels[item] ?? 0;
    user.taste[label] = (user.taste[label] ?? 0) * KEPT_TASTE + WORTH[kind];
    if (kind === "skip") user.skipped[item >>> 3] = (user.skipped[item >>> 3] ?? 0) | (1 << (item & 7));
  }

  /** Tells how a user liked an item of a feed in the end, from 0 to 1. */
  answer({ source }: FeedItem, liking: number): void {
    this.#bandit.answer(SOURCES.indexOf(source), liking);
  }

  /** The place of an entity in the catalogue; undefined when the region has no such entity. */
  find(entityId: bigint): number | undefined {
    const [upper, lower] = [Number(entityId >> 32n), Number(entityId & 0xffff_ffffn)];
    let item = this.items.lower.indexOf(lower);
    while (item >= 0 && this.items.upper[item] !== upper) item = this.items.lower.indexOf(lower, item + 1);
    return item < 0 ? undefined : item;
  }

  /** Forgets a user who will not come back. */
  forget(userId: number): void {
    this.#users.delete(userId);
  }

  #user(userId: number): User {
    const user = this.#users.get(userId) ?? {
      taste: new Float32Array(this.items.labelNames.length),
      skipped: new Uint8Array((this.items.count + 7) >>> 3),
    };
    this.#users.delete(userId);
    this.#users.set(userId, user);
    if (this.#users.size > MOST_USERS) {
      for (const oldest of this.#users.keys()) {
        this.#users.delete(oldest);
        break;
      }
    }
    return user;
  }

  #from(source: Source, user: User, isFree: (item: number) => boolean): number | undefined {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const item = this.#candidate(source, user);
      if (item !== undefined && isFree(item)) return item;
    }
    return undefined;
  }

  #candidate(source: Source, { taste }: User): number | undefined {
    const { count, byLabel } = this.items;
    const chance = this.#generator.next();
    switch (source) {
      case "popular":
        // The third power makes few items popular and leaves many that are seen rarely.
        return Math.floor(count * chance ** 3);
      case "fresh":
        return (this.#newest + Math.floor(Math.min(FRESH, count) * chance)) % count;
      case "similar":
        return pick(byLabel[extreme(taste, 1)], chance);
      case "afar":
        return pick(byLabel[extreme(taste, -1)], chance);
    }
  }

  /** An item that may be shown, from a place by chance on. */
  #anyFree(isFree: (item: number) => boolean): number | undefined {
    const { count } = this.items;
    const first = Math.floor(count * this.#generator.next());
    for (let passed = 0; passed < count; passed += 1) {
      const item = (first + passed) % count;
      if (isFree(item)) return item;
    }
    return undefined;
  }
}

function isSkipped({ skipped }: User, item: number): boolean {
  return ((skipped[item >>> 3] ?? 0) & (1 << (item & 7))) !== 0;
}

function pick(from: Uint32Array | undefined, chance: number): number | undefined {
  return from?.[Math.floor(from.length * chance)];
}

/** The label with the strongest taste (`sign` 1) or the weakest (-1). */
function extreme(taste: Float32Array, sign: 1 | -1): number {
  let found = 0;
  for (let label = 1; label < taste.length; label += 1) {
    if (sign * (taste[label] ?? 0) > sign * (taste[found] ?? 0)) found = label;
  }
  return found;
}
