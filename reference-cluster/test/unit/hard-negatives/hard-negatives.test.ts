import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import type { HlcStamp } from "../../../crdt/hlc-stamp";
import { HardNegatives } from "../../../hard-negatives/hard-negatives";
import type { NegativeOperation } from "../../../hard-negatives/negative-operation";

const ITEM = { userId: 7n, itemId: 9n };

function at(wallNs: number, nodeId = 0): HlcStamp {
  return { wallNs: BigInt(wallNs), logical: 0, nodeId };
}

function said(result: ReturnType<HardNegatives["hide"]>): NegativeOperation {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** Two regions; what is said in one can be carried to the other. */
function regions(): readonly [HardNegatives, HardNegatives] {
  return [new HardNegatives(), new HardNegatives()];
}

describe("what a user hides", () => {
  test.each(["hide", "mute", "block"] as const)("by %s is hidden wherever it is known", (word) => {
    const [here, there] = regions();
    there.apply(said(here.hide(ITEM, word, at(1))));
    expect([here.isHidden(ITEM), there.isHidden(ITEM), there.lastWord(ITEM)]).toEqual([true, true, word]);
    expect(there.isHidden({ userId: 7n, itemId: 8n })).toBe(false);
  });

  test("is shown again by a later unhide, also where that arrives before the hide", () => {
    const [here, there] = regions();
    const hide = said(here.hide(ITEM, "hide", at(1)));
    const unhide = said(here.unhide(ITEM, at(2)));
    there.apply(unhide);
    there.apply(hide);
    expect([here.isHidden(ITEM), there.isHidden(ITEM), there.lastWord(ITEM)]).toEqual([
      false,
      false,
      "unhide",
    ]);
  });

  test("is not shown by an unhide that is not later", () => {
    const [here] = regions();
    here.hide(ITEM, "hide", at(5));
    for (const wall of [4, 5]) expect(here.unhide(ITEM, at(wall)).ok).toBe(false);
    here.apply({ ...ITEM, word: "unhide", stamp: at(4, 1), clears: [at(5)] });
    expect(here.isHidden(ITEM)).toBe(true);
  });

  test("elsewhere in the meantime stays hidden, even by a clock that is behind", () => {
    const [here, there] = regions();
    there.apply(said(here.hide(ITEM, "hide", at(1, 0))));
    const unhide = said(there.unhide(ITEM, at(1_000, 1)));
    const again = said(here.hide(ITEM, "block", at(2, 0)));
    there.apply(again);
    here.apply(unhide);
    expect([here.isHidden(ITEM), there.isHidden(ITEM)]).toEqual([true, true]);
  });

  test("can be hidden again after it was shown again", () => {
    const [here] = regions();
    here.hide(ITEM, "hide", at(1));
    here.unhide(ITEM, at(2));
    here.hide(ITEM, "mute", at(3));
    expect([here.isHidden(ITEM), here.lastWord(ITEM)]).toEqual([true, "mute"]);
  });

  test("is bounded, and says so; what is known already can still be hidden", () => {
    const few = new HardNegatives(1);
    few.hide(ITEM, "hide", at(1));
    expect(few.hide(ITEM, "mute", at(2)).ok).toBe(true);
    expect(few.hide({ userId: 1n, itemId: 1n }, "hide", at(3))).toEqual({
      ok: false,
      message: "hard negatives: expected at most 1, got one more",
    });
  });

  test("cannot be taken back when nothing is hidden", () => {
    expect(regions()[0].unhide(ITEM, at(1)).ok).toBe(false);
  });
});

/** What happens to three regions whose clocks differ, in the order in which it does. */
type Step =
  | { readonly kind: "hide" | "unhide"; readonly region: number; readonly item: number }
  | { readonly kind: "carry"; readonly from: number; readonly to: number };

const region = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("hide" as const, "unhide" as const), region, item: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant("carry" as const), from: region, to: region }),
);

test("nothing that was hidden in a region that can be heard is shown, whatever the clocks say and whoever unhides", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 50 }),
      fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
      (steps, ahead) => {
        const all = [new HardNegatives(), new HardNegatives(), new HardNegatives()];
        const clocks = ahead.map((wall) => wall * 10);
        /** Hides that no unhide has met, by item: those that must not be shown. */
        const standing = new Map<string, NegativeOperation>();
        const known = all.map(() => new Set<string>());
        for (const [number, one] of steps.entries()) {
          if (one.kind === "carry") {
            const [from, to] = [all[one.from], all[one.to]];
            for (const record of from?.records() ?? []) to?.merge(record);
            for (const hide of known[one.from] ?? []) known[one.to]?.add(hide);
            clocks[one.to] = Math.max(clocks[one.to] ?? 0, clocks[one.from] ?? 0);
            continue;
          }
          const subject = { userId: 1n, itemId: BigInt(one.item) };
          clocks[one.region] = (clocks[one.region] ?? 0) + 1;
          const stamp = at(clocks[one.region] ?? 0, one.region);
          if (one.kind === "hide") {
            standing.set(String(number), said(all[one.region]?.hide(subject, "hide", stamp) ?? fail()));
            known[one.region]?.add(String(number));
          } else if (all[one.region]?.unhide(subject, stamp).ok === true) {
            for (const hide of known[one.region] ?? []) {
              if (standing.get(hide)?.itemId === subject.itemId) standing.delete(hide);
            }
          }
        }
        for (const each of [...all, ...all])
          for (const other of all) for (const record of other.records()) each.merge(record);
        for (const each of all) {
          expect(each.records()).toEqual(all[0]?.records());
          for (const item of [0n, 1n]) {
            const hidden = [...standing.values()].some(({ itemId }) => itemId === item);
            expect(each.isHidden({ userId: 1n, itemId: item })).toBe(hidden);
          }
        }
      },
    ),
    propertyRuns(3_000),
  );
});

function fail(): never {
  throw new Error("there is no such region");
}
