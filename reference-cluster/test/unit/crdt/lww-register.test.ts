import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { compareHlc } from "../../../crdt/hlc-stamp";
import type { HlcStamp } from "../../../crdt/hlc-stamp";
import { LWWRegister } from "../../../crdt/lww-register";

interface Write {
  readonly value: string;
  readonly stamp: HlcStamp;
}

/** Writes with different stamps, as nodes make them. */
const writes: fc.Arbitrary<readonly Write[]> = fc.uniqueArray(
  fc.record({
    value: fc.constantFrom("hide", "mute", "block"),
    stamp: fc.record({
      wallNs: fc.bigInt({ min: 0n, max: 4n }),
      logical: fc.nat({ max: 3 }),
      nodeId: fc.nat({ max: 2 }),
    }),
  }),
  { minLength: 1, maxLength: 12, comparator: (a, b) => compareHlc(a.stamp, b.stamp) === 0 },
);

function registerOf(some: readonly Write[]): LWWRegister<string> {
  const register = new LWWRegister<string>();
  for (const { value, stamp } of some) register.write(value, stamp);
  return register;
}

describe("a last-writer-wins register", () => {
  test("ends with the latest of all writes, in any order and however they are merged", () => {
    fc.assert(
      fc.property(
        writes.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
        ),
        fc.nat(),
        ([all, shuffled], cut) => {
          const latest = [...all].sort((a, b) => compareHlc(a.stamp, b.stamp)).at(-1);
          const one = registerOf(shuffled.slice(0, cut % shuffled.length));
          const other = registerOf(shuffled.slice(cut % shuffled.length));
          const there = registerOf([]);
          there.merge(one);
          there.merge(other);
          other.merge(one);
          one.merge(other);
          for (const register of [one, other, there]) expect(register.written).toEqual(latest);
          expect(one.merge(other)).toBe(false);
        },
      ),
      propertyRuns(3_000),
    );
  });

  test("takes no earlier write, and not the same one twice", () => {
    const register = registerOf([{ value: "hide", stamp: { wallNs: 2n, logical: 0, nodeId: 0 } }]);
    expect(register.write("mute", { wallNs: 1n, logical: 9, nodeId: 1 })).toBe(false);
    expect(register.write("hide", { wallNs: 2n, logical: 0, nodeId: 0 })).toBe(false);
    expect(register.write("mute", { wallNs: 2n, logical: 0, nodeId: 1 })).toBe(true);
  });

  test("does not choose between two values of one stamp", () => {
    const stamp = { wallNs: 2n, logical: 0, nodeId: 0 };
    expect(() => registerOf([{ value: "hide", stamp }]).write("mute", stamp)).toThrow(
      "one value for the stamp",
    );
  });
});
