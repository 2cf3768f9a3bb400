import * as fc from "fast-check";
import { propertyRuns, runsOf } from "../../../../test/support/property-runs";
import { PNCounter } from "../../../crdt/pn-counter";
import { SeededGenerator } from "../../../seeded-generator";

const NODES = [0, 1, 2, 3, 4];

/** Counts of a few nodes, as any of them may have heard. */
const counter = fc
  .array(fc.tuple(fc.constantFrom(...NODES), fc.bigInt(0n, 5n), fc.bigInt(0n, 5n)), { maxLength: 8 })
  .map((counts) => {
    const made = new PNCounter();
    for (const [nodeId, positive, negative] of counts) made.mergeNode(nodeId, { positive, negative });
    return made;
  });

function content(counted: PNCounter): unknown {
  return counted.nodes.map((nodeId) => [nodeId, counted.of(nodeId)]);
}

function merged(...counters: readonly PNCounter[]): PNCounter {
  const sum = new PNCounter();
  for (const each of counters) sum.merge(each);
  return sum;
}

describe("a merge of PN counters", () => {
  test("is commutative, associative and idempotent", () => {
    fc.assert(
      fc.property(counter, counter, counter, (a, b, c) => {
        expect(content(merged(a, b))).toEqual(content(merged(b, a)));
        expect(content(merged(merged(a, b), c))).toEqual(content(merged(a, merged(b, c))));
        expect(content(merged(a, a))).toEqual(content(a));
      }),
      propertyRuns(3_000),
    );
  });

  test("says whether it changed anything", () => {
    const a = new PNCounter();
    a.count(1, 2n);
    const b = merged(a);
    expect(b.merge(a)).toBe(false);
    a.count(1, 0n, 1n);
    expect(b.merge(a)).toBe(true);
    expect(b.value).toBe(1n);
  });
});

test("100,000 operations on five nodes that gossip at random are counted once each", () => {
  const operations = runsOf(100_000);
  const generator = new SeededGenerator(7);
  const below = (bound: number): number => Math.floor(generator.next() * bound);
  const copies = NODES.map(() => new PNCounter());
  let [up, down] = [0n, 0n];
  for (let done = 0; done < operations; done += 1) {
    const node = below(NODES.length);
    const amount = BigInt(below(10));
    if (generator.next() < 0.5) {
      copies[node]?.count(node, amount);
      up += amount;
    } else {
      copies[node]?.count(node, 0n, amount);
      down += amount;
    }
    if (generator.next() < 0.1) copies[below(NODES.length)]?.merge(copies[below(NODES.length)] ?? merged());
  }
  const all = merged(...copies);
  for (const copy of copies) {
    copy.merge(all);
    expect(content(copy)).toEqual(content(all));
  }
  expect([all.value, all.operations]).toEqual([up - down, up + down]);
});

test.each([
  ["a negative amount", -1n],
  ["more than 64 bits", 2n ** 64n],
])("%s is refused", (_, amount) => {
  expect(() => {
    new PNCounter().count(0, amount);
  }).toThrow(RangeError);
});
