import * as fc from "fast-check";
import { EntitySet } from "../../../storage/entity-set";
import { propertyRuns } from "../../../../test/support/property-runs";

const u32 = fc.nat({ max: 0xffff_ffff });
/** Few values, so that ids meet again, and the halves on their own as well. */
const small = fc.nat({ max: 3 });
const id = fc.oneof(fc.tuple(u32, u32), fc.tuple(small, small));

function add(set: EntitySet, ids: readonly (readonly [number, number])[]): boolean[] {
  return ids.map(([upper, lower]) => set.add(upper, lower));
}

describe("a set of entities", () => {
  test("says which ids are new and counts them, as a Set does", () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 500 }), (ids) => {
        const plain = new Set<string>();
        const expected = ids.map((one) => {
          const isNew = !plain.has(one.join());
          plain.add(one.join());
          return isNew;
        });
        const set = new EntitySet();
        expect(add(set, ids)).toEqual(expected);
        expect(set.size).toBe(plain.size);
      }),
      propertyRuns(),
    );
  });

  test("is the same after a way through bytes", () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 300 }), (ids) => {
        const set = new EntitySet();
        add(set, ids);
        const copy = EntitySet.fromBytes(set.toBytes());
        expect(copy.size).toBe(set.size);
        expect(add(copy, ids)).not.toContain(true);
      }),
      propertyRuns(),
    );
  });
});
