import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { compareHlc } from "../../../crdt/hlc-stamp";
import type { HlcStamp } from "../../../crdt/hlc-stamp";
import { HybridLogicalClock } from "../../../crdt/hybrid-logical-clock";
import type { HlcResult } from "../../../crdt/hybrid-logical-clock";

const U32_MAX = 0xffff_ffff;
const stamp: fc.Arbitrary<HlcStamp> = fc.record({
  wallNs: fc.bigInt({ min: 0n, max: 6n }),
  logical: fc.nat({ max: 6 }),
  nodeId: fc.nat({ max: 3 }),
});

function taken(result: HlcResult): HlcStamp {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** What happens to a few nodes: one makes a stamp, one hears the last stamp of another, the wall clock of one steps. */
type Step =
  | { readonly kind: "stamp"; readonly node: number }
  | { readonly kind: "hear"; readonly node: number; readonly from: number }
  | { readonly kind: "step clock"; readonly node: number; readonly byNs: bigint };

const node = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("stamp" as const), node }),
  fc.record({ kind: fc.constant("hear" as const), node, from: node }),
  fc.record({
    kind: fc.constant("step clock" as const),
    node,
    byNs: fc.bigInt({ min: -1_000n, max: 1_000n }),
  }),
);

describe("the order of stamps", () => {
  test("is total: antisymmetric, transitive, and 0 only for the same stamp", () => {
    fc.assert(
      fc.property(stamp, stamp, stamp, (a, b, c) => {
        expect(Math.sign(compareHlc(a, b))).toBe(-Math.sign(compareHlc(b, a)) + 0);
        if (compareHlc(a, b) <= 0 && compareHlc(b, c) <= 0) expect(compareHlc(a, c)).toBeLessThanOrEqual(0);
        if (compareHlc(a, b) === 0) expect(a).toEqual(b);
      }),
      propertyRuns(3_000),
    );
  });

  test("goes by wall time, then logical time, then node", () => {
    const stamps = [
      { wallNs: 2n, logical: 0, nodeId: 0 },
      { wallNs: 1n, logical: 1, nodeId: 0 },
      { wallNs: 1n, logical: 0, nodeId: 7 },
      { wallNs: 1n, logical: 0, nodeId: 3 },
    ];
    expect([...stamps].sort(compareHlc)).toEqual(stamps.toReversed());
  });
});

describe("a hybrid logical clock", () => {
  test("makes stamps that only grow at each node, whatever the wall clocks do, and later than all that was heard", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const walls = [10_000n, 10_000n, 10_000n];
        const clocks = walls.map((_, nodeId) => new HybridLogicalClock(nodeId, () => walls[nodeId] ?? 0n));
        const last: (HlcStamp | undefined)[] = [undefined, undefined, undefined];
        for (const one of steps) {
          if (one.kind === "step clock") {
            walls[one.node] = (walls[one.node] ?? 0n) + one.byNs;
            continue;
          }
          const heard = one.kind === "hear" ? last[one.from] : undefined;
          const clock = clocks[one.node];
          if (clock === undefined) throw new Error(`no node ${one.node}`);
          const made = taken(heard === undefined ? clock.now() : clock.update(heard));
          for (const earlier of [last[one.node], heard]) {
            if (earlier !== undefined) expect(compareHlc(made, earlier)).toBeGreaterThan(0);
          }
          last[one.node] = made;
        }
      }),
      propertyRuns(3_000),
    );
  });

  test("shows the wall time while that goes on", () => {
    let wallNs = 5n;
    const clock = new HybridLogicalClock(1, () => wallNs);
    expect(taken(clock.now())).toEqual({ wallNs: 5n, logical: 0, nodeId: 1 });
    expect(taken(clock.now())).toEqual({ wallNs: 5n, logical: 1, nodeId: 1 });
    wallNs = 6n;
    expect(taken(clock.now())).toEqual({ wallNs: 6n, logical: 0, nodeId: 1 });
    wallNs = 2n;
    expect(taken(clock.now())).toEqual({ wallNs: 6n, logical: 1, nodeId: 1 });
  });

  test("refuses a stamp that is too far ahead, and is not carried away by it", () => {
    const clock = new HybridLogicalClock(1, () => 1_000n, 500n);
    expect(clock.update({ wallNs: 1_501n, logical: 0, nodeId: 2 })).toEqual({
      ok: false,
      message:
        "hybrid logical clock: node 2: expected a wall time at most 500 ns ahead, got 501 ns; check its clock",
    });
    expect(taken(clock.now()).wallNs).toBe(1_000n);
    expect(taken(clock.update({ wallNs: 1_500n, logical: 9, nodeId: 2 }))).toEqual({
      wallNs: 1_500n,
      logical: 10,
      nodeId: 1,
    });
  });

  test("fails instead of starting over when the logical time is used up, and goes on with the wall clock", () => {
    let wallNs = 1_000n;
    const clock = new HybridLogicalClock(1, () => wallNs, 500n, {
      wallNs: 1_000n,
      logical: U32_MAX - 1,
      nodeId: 1,
    });
    expect(taken(clock.now()).logical).toBe(U32_MAX);
    expect(clock.now()).toMatchObject({ ok: false, message: expect.stringContaining("wait") as string });
    expect(clock.update({ wallNs: 1_000n, logical: U32_MAX, nodeId: 2 }).ok).toBe(false);
    wallNs = 1_001n;
    expect(taken(clock.now())).toEqual({ wallNs: 1_001n, logical: 0, nodeId: 1 });
  });
});
