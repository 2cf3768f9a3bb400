import { MOST_USER_ID, SIGNAL_KINDS } from "../wal/signal";
import type { SignalKind } from "../wal/signal";
import { SeededGenerator } from "../seeded-generator";
import type { DiscoveryEngine, FeedItem } from "./discovery-engine";

/** Users who come and go in a region at a time. */
const USERS = 64;
/** Visits after which a user stays away, and another one comes. */
const VISITS = 60;
const FEED_LENGTH = 10;

/** How likely a user likes an item about what they like most, second most, and anything else. */
const LIKING = [0.7, 0.4, 0.1] as const;
const SAVES = 0.3;
const SHARES = 0.1;
const SKIPS = 0.4;
const LONGEST_DWELL_SECONDS = 60;

/** Hears of a signal: the item's place in the catalogue, the kind by its number, the user, the weight. */
export type EmitSignal = (item: number, kind: number, userId: number, weight: number) => void;

interface Visitor {
  readonly userId: number;
  /** Numbers of topics: the first is liked most. */
  readonly likes: readonly [number, number];
  visits: number;
}

/** The users of one region: they look at what the engine shows them, and what they do with it are the signals of the workload. */
export class Audience {
  readonly #engine: DiscoveryEngine;
  readonly #generator: SeededGenerator;
  readonly #topics: number;
  readonly #firstUser: number;
  readonly #step: number;
  readonly #visitors: Visitor[];
  #users = 0;
  #turn = 0;

  /**
   * @param firstUser the number of the first user; the next ones follow in steps of `step`, so that regions do not share any.
   */
  constructor(engine: DiscoveryEngine, seed: number, firstUser: number, step: number) {
    this.#engine = engine;
    this.#generator = new SeededGenerator(seed);
    this.#topics = engine.items.labelNames.length;
    this.#firstUser = firstUser;
    this.#step = step;
    this.#visitors = Array.from({ length: USERS }, () => this.#newVisitor());
  }

  /** The next user looks at a feed. @returns how many signals that made: none when there was nothing left to show. */
  visit(emit: EmitSignal): number {
    this.#turn = (this.#turn + 1) % USERS;
    const visitor = this.#visitors[this.#turn];
    if (visitor === undefined) return 0;
    const feed = this.#engine.feed(visitor.userId, FEED_LENGTH);
    let signals = 0;
    for (const place of feed) signals += this.#react(visitor, place, emit);
    visitor.visits += 1;
    if (visitor.visits >= VISITS || feed.length === 0) {
      this.#engine.forget(visitor.userId);
      this.#visitors[this.#turn] = this.#newVisitor();
    }
    return signals;
  }

  #react({ userId, likes }: Visitor, place: FeedItem, emit: EmitSignal): number {
    const { item } = place;
    let signals = 0;
    const does = (kind: SignalKind, weight = 1): void => {
      emit(item, SIGNAL_KINDS.indexOf(kind), userId, weight);
      this.#engine.learn(userId, item, kind);
      signals += 1;
    };
    does("view");
    const rank = likes.indexOf(this.#engine.items.topics[item] ?? 0);
    let liking = 0;
    if (this.#happens(LIKING[rank] ?? LIKING[2])) {
      liking = 0.5;
      does("dwell", 1 + Math.floor(LONGEST_DWELL_SECONDS * this.#generator.next()));
      if (this.#happens(SAVES)) {
        does("save");
        liking = 1;
      }
      if (this.#happens(SHARES)) {
        does("share");
        liking = 1;
      }
    } else if (this.#happens(SKIPS)) does("skip");
    this.#engine.answer(place, liking);
    return signals;
  }

  #newVisitor(): Visitor {
    const userId = ((this.#firstUser - 1 + this.#users * this.#step) % MOST_USER_ID) + 1;
    this.#users += 1;
    const most = Math.floor(this.#topics * this.#generator.next());
    const second = (most + 1 + Math.floor((this.#topics - 1) * this.#generator.next())) % this.#topics;
    return { userId, likes: [most, second], visits: 0 };
  }

  #happens(chance: number): boolean {
    return this.#generator.next() < chance;
  }
}
