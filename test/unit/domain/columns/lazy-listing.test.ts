import fc from "fast-check";

import { LazyListing } from "../../../../src/domain/columns/lazy-listing";
import { propertyRuns } from "../../../support/property-runs";

/** The numbers up to a length, doubled; remembers which were made. */
class Doubles extends LazyListing<number> {
  readonly made: number[] = [];

  constructor(readonly length: number) {
    super();
  }

  protected make(index: number): number {
    this.made.push(index);
    return 2 * index;
  }
}

describe("LazyListing", () => {
  test("has and slices what an array of its entries would, from whatever place to whatever place", () => {
    const place = fc.option(fc.integer({ min: -12, max: 12 }), { nil: undefined });
    fc.assert(
      fc.property(fc.nat({ max: 8 }), place, place, (length, start, end) => {
        const listing = new Doubles(length);
        const array = [...listing];
        expect(array).toEqual(Array.from({ length }, (_, index) => 2 * index));
        expect(listing.slice(start, end)).toEqual(array.slice(start, end));
        expect(listing.at(start ?? 0)).toBe(array.at(start ?? 0));
      }),
      propertyRuns(),
    );
  });

  test("makes only what is asked for", () => {
    const listing = new Doubles(1_000);
    listing.slice(3, 5);
    listing.at(-1);
    expect(listing.made).toEqual([3, 4, 999]);
  });
});
