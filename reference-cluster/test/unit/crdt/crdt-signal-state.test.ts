import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { BUCKET_COUNT, BUCKET_NS, CrdtSignalState } from "../../../crdt/crdt-signal-state";

const LAMBDA = Math.LN2 / 3_600;
const START_NS = 1_700_000_000_000_000_000n;
const SECOND_NS = 1_000_000_000n;

interface Write {
  readonly node: number;
  readonly weight: number;
  readonly second: number;
}

/** What happens to three regions: one takes a signal in, or one hears all that another has. */
type Step =
  | ({ readonly kind: "write" } & Write)
  | { readonly kind: "merge"; readonly node: number; readonly from: number };

const node = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("write" as const),
    node,
    weight: fc.double({ min: 0, max: 10, noNaN: true }),
    second: fc.nat({ max: 20_000 }),
  }),
  fc.record({ kind: fc.constant("merge" as const), node, from: node }),
);

function at(second: number): bigint {
  return START_NS + BigInt(second) * SECOND_NS;
}

/** The score as it is defined, without any state: the sum of all weights, each decayed from its own time. */
function expected(writes: readonly Write[], second: number): number {
  return writes.reduce((sum, write) => sum + write.weight * Math.exp(-LAMBDA * (second - write.second)), 0);
}

function states(): readonly [CrdtSignalState, CrdtSignalState, CrdtSignalState] {
  return [new CrdtSignalState(LAMBDA), new CrdtSignalState(LAMBDA), new CrdtSignalState(LAMBDA)];
}

function content(state: CrdtSignalState): unknown {
  return state.nodes.map((nodeId) => [nodeId, state.of(nodeId)]);
}

describe("the state of a signal", () => {
  test("after any writes and any order of merges has one score everywhere: each weight once, decayed to now", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const regions = states();
        for (const one of steps) {
          const region = regions[one.node];
          if (one.kind === "write") region?.add(one.node, one.weight, at(one.second));
          else region?.merge(regions[one.from] ?? regions[0]);
        }
        // Every region hears every other one: what is merged twice changes nothing.
        for (const region of [...regions, ...regions]) for (const other of regions) region.merge(other);
        const writes = steps.filter((one) => one.kind === "write");
        const truth = expected(writes, 20_000);
        for (const region of regions) {
          expect(Math.abs(region.score(at(20_000)) - truth)).toBeLessThanOrEqual(1e-9 * Math.max(1, truth));
          expect(content(region)).toEqual(content(regions[0]));
        }
        expect(regions[0].nodes.reduce((sum, each) => sum + regions[0].writesOf(each), 0)).toBe(
          writes.length,
        );
      }),
      propertyRuns(3_000),
    );
  });

  test("does not change by a second merge of the same", () => {
    const [here, there] = states();
    there.add(1, 2, at(0));
    expect([here.merge(there), here.merge(there)]).toEqual([
      { ok: true, value: true },
      { ok: true, value: false },
    ]);
    expect(here.score(at(0))).toBe(2);
  });

  test("is not merged with one that decays differently", () => {
    const result = new CrdtSignalState(LAMBDA).merge(new CrdtSignalState(1));
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining("decay") as string });
  });

  test("halves in the time that its decay says", () => {
    const [state] = states();
    state.add(0, 8, at(0));
    expect(state.score(at(7_200))).toBeCloseTo(2, 12);
  });

  test("counts what is written ahead of the reader's clock whole, and never more", () => {
    const [state] = states();
    state.add(0, 8, at(7_200));
    expect(state.score(at(0))).toBe(8);
  });

  test("keeps a window of counts for each node, the newest first", () => {
    const [state] = states();
    const window = (number: number): bigint => START_NS - (START_NS % BUCKET_NS) + BigInt(number) * BUCKET_NS;
    for (const number of [10, 10, 12, 11, 10, 3]) state.add(0, 1, window(number));
    expect(state.of(0)?.buckets).toEqual([1, 1, 3]);
    state.add(0, 1, window(12 + BUCKET_COUNT));
    expect(state.of(0)?.buckets).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test.each([-1, Infinity, NaN])("does not decay by %p per second", (lambda) => {
    expect(() => new CrdtSignalState(lambda)).toThrow(RangeError);
  });
});
