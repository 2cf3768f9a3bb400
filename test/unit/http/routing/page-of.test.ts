import fc from "fast-check";

import { pageOf } from "../../../../src/http/routing/page-of";
import { propertyRuns } from "../../../support/property-runs";

test("following next visits every entry once, in order, whatever the page size", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1000)), fc.integer({ min: 1, max: 20 }), (numbers, limit) => {
      const entries = numbers.sort((a, b) => a - b);
      const seen: number[] = [];
      let after: number | undefined;
      do {
        const page = pageOf(entries, (entry) => entry, after, limit);
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        seen.push(...page.entries);
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(entries);
    }),
    propertyRuns(),
  );
});

test("a cursor whose entry is gone goes on behind its place", () => {
  expect(pageOf([1, 5, 9], (entry) => entry, 4, 1)).toEqual({ entries: [5], next: 5 });
  expect(pageOf([1, 5, 9], (entry) => entry, 9, 1)).toEqual({ entries: [], next: undefined });
});
