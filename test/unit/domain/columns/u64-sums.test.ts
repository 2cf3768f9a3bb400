import fc from "fast-check";

import { U64_MAX } from "../../../../src/domain/terms/ids";
import { U64Sums } from "../../../../src/domain/columns/u64-sums";
import { u64s } from "../../../support/domain/replica-columns";
import { propertyRuns } from "../../../support/property-runs";

describe("U64Sums", () => {
  test("are exact, and held at the greatest u64", () => {
    const anyU64 = fc.oneof(
      fc.constantFrom(0n, 2n ** 32n - 1n, 2n ** 53n + 1n, U64_MAX),
      fc.bigInt({ min: 0n, max: U64_MAX / 50n }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 2 }), anyU64), { maxLength: 60 }), (terms) => {
        const sums = new U64Sums(3);
        const expected = [0n, 0n, 0n];
        for (const [sum, value] of terms) {
          sums.add(sum, u64s(value), 0);
          expected[sum] = (expected[sum] ?? 0n) + value;
        }
        for (const [sum, value] of terms.filter((_, place) => place % 3 === 0)) {
          sums.remove(sum, u64s(value), 0);
          expected[sum] = (expected[sum] ?? 0n) - value;
        }
        const held = expected.map((total) => (total > U64_MAX ? U64_MAX : total));
        expect([0, 1, 2].map((sum) => sums.total(sum))).toEqual(held);
        const all = expected.reduce((total, value) => total + value, 0n);
        expect(sums.totalOfAll()).toBe(all > U64_MAX ? U64_MAX : all);
      }),
      propertyRuns(),
    );
  });

  test("stay exact past the number of terms at which a float would stop counting their lower halves", () => {
    const sums = new U64Sums(1);
    const term = u64s(2n ** 32n - 1n);
    const count = 2 ** 21 + 5;
    for (let i = 0; i < count; i += 1) sums.add(0, term, 0);
    expect(sums.total(0)).toBe(BigInt(count) * (2n ** 32n - 1n));
  });
});
