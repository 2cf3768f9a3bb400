import * as fc from "fast-check";
import { ShardState } from "../../../storage/shard-state";
import { propertyRuns } from "../../../../test/support/property-runs";
import { batch } from "../../support/batches";

describe("a shard's state", () => {
  test("counts signals and distinct entities", () => {
    const state = new ShardState();
    expect(state.apply(batch(1n, 7n, 8n, 7n))).toBe(3);
    expect(state.apply(batch(4n, 8n))).toBe(1);
    expect([state.signalsTotal, state.entities.size, state.appliedSeqno]).toEqual([4n, 2, 4n]);
  });

  test("applies nothing twice, and of a batch that it knows in part only the rest", () => {
    const state = new ShardState();
    state.apply(batch(1n, 1n, 2n, 3n));
    expect(state.apply(batch(2n, 2n))).toBe(0);
    expect(state.apply(batch(2n, 2n, 3n, 4n))).toBe(1);
    expect([state.signalsTotal, state.entities.size, state.appliedSeqno]).toEqual([4n, 4, 4n]);
  });

  test("refuses a gap", () => {
    expect(() => new ShardState().apply(batch(2n, 1n))).toThrow("expected a batch from seqno 1 on, got 2");
  });

  test("is the same however often batches are repeated", () => {
    const entities = fc.array(fc.bigInt({ min: 0n, max: 9n }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(entities, { minLength: 1, maxLength: 8 }), fc.array(fc.nat()), (all, repeats) => {
        let next = 1n;
        const batches = all.map((ids) => {
          const made = batch(next, ...ids);
          next += BigInt(ids.length);
          return made;
        });
        const once = new ShardState();
        const often = new ShardState();
        for (const [index, one] of batches.entries()) {
          once.apply(one);
          often.apply(one);
          const again = batches[(repeats[index] ?? 0) % (index + 1)];
          if (again !== undefined) often.apply(again);
        }
        expect(often.signalsTotal).toBe(once.signalsTotal);
        expect(often.entities.size).toBe(new Set(all.flat()).size);
      }),
      propertyRuns(),
    );
  });
});
