import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { Audience } from "../../../forage/audience";
import { DiscoveryEngine, EXPLORATION_BUDGET, MOST_USERS } from "../../../forage/discovery-engine";
import { itemCatalogue } from "../../../forage/item-catalogue";
import type { RegionItems } from "../../../forage/item-catalogue";
import { clusterLayout } from "../../../layout";
import { createRouter } from "../../../routing/create-router";
import { SIGNAL_KINDS } from "../../../wal/signal";

function itemsOf(count: number): RegionItems {
  const layout = clusterLayout(["only"], 2);
  const items = itemCatalogue(createRouter("hash", 2), layout, count).get(0);
  if (items === undefined) throw new Error("there are items in the only region");
  return items;
}

const nothingHidden = (): boolean => false;

describe("a feed", () => {
  test("never shows a user what they have skipped or hidden, nor anything twice, and all the rest while there is any", () => {
    const turn = fc.record({
      user: fc.integer({ min: 1, max: 3 }),
      limit: fc.nat({ max: 12 }),
      skips: fc.array(fc.nat({ max: 11 }), { maxLength: 6 }),
      hides: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        fc.array(turn, { maxLength: 25 }),
        (count, seed, turns) => {
          const gone = new Map([1, 2, 3].map((user) => [user, new Set<number>()]));
          const hidden = new Map([1, 2, 3].map((user) => [user, new Set<number>()]));
          const engine = new DiscoveryEngine(
            itemsOf(count),
            seed,
            (user, item) => hidden.get(user)?.has(item) ?? false,
          );
          for (const { user, limit, skips, hides } of turns) {
            const feed = engine.feed(user, limit);
            const shown = new Set(feed.map(({ item }) => item));
            const left = count - (gone.get(user)?.size ?? 0);
            expect(shown.size).toBe(Math.min(limit, left));
            expect(feed).toHaveLength(shown.size);
            expect([...shown].filter((item) => gone.get(user)?.has(item))).toEqual([]);
            for (const at of skips) {
              const place = feed[at];
              if (place === undefined) continue;
              engine.learn(user, place.item, "skip");
              engine.answer(place, 0);
              gone.get(user)?.add(place.item);
            }
            for (const at of hides) {
              const place = feed[at];
              if (place === undefined) continue;
              hidden.get(user)?.add(place.item);
              gone.get(user)?.add(place.item);
            }
            expect(engine.places.exploring).toBeLessThanOrEqual(EXPLORATION_BUDGET * engine.places.all);
          }
        },
      ),
      propertyRuns(1_000),
    );
  });

  test("has more and more of what its user likes", () => {
    const engine = new DiscoveryEngine(itemsOf(2_000), 1, nothingHidden);
    const { labels } = engine.items;
    const liked = (): number => engine.feed(1, 20).filter(({ item }) => labels[item] === 3).length;
    const before = liked();
    for (let visit = 0; visit < 60; visit += 1) {
      for (const place of engine.feed(1, 20)) {
        const likes = labels[place.item] === 3;
        engine.learn(1, place.item, likes ? "save" : "view");
        engine.answer(place, likes ? 1 : 0);
      }
    }
    expect(liked()).toBeGreaterThan(Math.max(before, 12));
    expect(engine.sources.find(({ source }) => source === "similar")?.meanReward).toBeGreaterThan(0.5);
  });

  test("remembers a bounded number of users", () => {
    const engine = new DiscoveryEngine(itemsOf(20), 1, nothingHidden);
    for (let user = 1; user <= MOST_USERS + 50; user += 1) engine.feed(user, 1);
    expect(engine.userCount).toBe(MOST_USERS);
    engine.forget(MOST_USERS + 50);
    expect(engine.userCount).toBe(MOST_USERS - 1);
  });
});

describe("an audience", () => {
  function signalsOf(
    seed: number,
    visits: number,
  ): { readonly kinds: readonly number[]; readonly all: string } {
    const engine = new DiscoveryEngine(itemsOf(2_000), seed, nothingHidden);
    const audience = new Audience(engine, seed, 2, 3);
    const signals: (readonly number[])[] = [];
    for (let visit = 0; visit < visits; visit += 1) audience.visit((...signal) => signals.push(signal));
    expect(engine.places.exploring).toBeLessThanOrEqual(EXPLORATION_BUDGET * engine.places.all);
    for (const { answers } of engine.sources) expect(answers).toBeGreaterThan(visits / 50);
    expect(new Set(signals.map(([, , userId = 0]) => userId % 3))).toEqual(new Set([2]));
    return { kinds: signals.map(([, kind = -1]) => kind), all: JSON.stringify(signals) };
  }

  test("is the same for the same seed, and another one for another", () => {
    expect(signalsOf(5, 200).all).toBe(signalsOf(5, 200).all);
    expect(signalsOf(6, 200).all).not.toBe(signalsOf(5, 200).all);
  });

  test("sends signals of every kind, most of them views, and learns: of what it is shown later it likes more", () => {
    const { kinds } = signalsOf(1, 3_000);
    const counts = SIGNAL_KINDS.map((_, kind) => kinds.filter((one) => one === kind).length);
    for (const count of counts) expect(count).toBeGreaterThan(100);
    expect(Math.max(...counts)).toBe(counts[0]);
    const share = (part: readonly number[]): number => part.filter((kind) => kind === 1).length / part.length;
    expect(share(kinds.slice(-5_000))).toBeGreaterThan(1.2 * share(kinds.slice(0, 1_000)));
  });

  test("goes on when users have skipped all that there is: others come", () => {
    const engine = new DiscoveryEngine(itemsOf(1), 1, nothingHidden);
    const audience = new Audience(engine, 1, 1, 1);
    let signals = 0;
    for (let visit = 0; visit < 5_000; visit += 1) signals += audience.visit(() => undefined);
    expect(signals).toBeGreaterThan(2_500);
  });
});
