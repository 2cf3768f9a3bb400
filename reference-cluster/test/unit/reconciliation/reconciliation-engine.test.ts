import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { HardNegatives } from "../../../hard-negatives/hard-negatives";
import { ReconciliationEngine } from "../../../reconciliation/reconciliation-engine";
import type { ReconcilableState } from "../../../reconciliation/reconciliation-engine";
import { MOST_SCORED_SIGNALS, SignalLedger } from "../../../reconciliation/signal-ledger";
import { decodeState, encodeState } from "../../../reconciliation/state-encoding";
import { packSignals } from "../../support/pack-signals";
import type { Signal } from "../../support/pack-signals";

const START_NS = 1_700_000_000_000_000_000n;
const engine = new ReconciliationEngine();

function emptyState(): ReconcilableState {
  return { signals: new SignalLedger(), negatives: new HardNegatives() };
}

function reconcile(local: ReconcilableState, remote: ReconcilableState): void {
  engine.apply(local, engine.plan(local, remote));
}

/** As much of a plan as a crash leaves. */
function reconcileInPart(local: ReconcilableState, remote: ReconcilableState, part: number): void {
  const plan = engine.plan(local, remote);
  engine.apply(local, { ...plan, steps: plan.steps.slice(0, Math.floor(plan.steps.length * part)) });
}

function copyOf(state: ReconcilableState): ReconcilableState {
  const copy = decodeState(encodeState(state));
  if (!copy.ok) throw new Error(copy.message);
  return copy.value;
}

/** All of a state in one string: jest compares buffers byte by byte. */
function textOf(state: ReconcilableState): string {
  return encodeState(state).toString("latin1");
}

type Step =
  | { readonly kind: "signal"; readonly region: number; readonly signal: Signal; readonly second: number }
  | { readonly kind: "hide" | "unhide"; readonly region: number; readonly item: bigint }
  | { readonly kind: "reconcile"; readonly region: number; readonly with: number; readonly part: number };

const region = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("signal" as const),
    region,
    signal: fc.record({
      entityId: fc.bigInt(0n, 3n),
      kind: fc.constantFrom("view" as const, "skip" as const),
      weight: fc.integer({ min: 0, max: 4 }),
    }),
    second: fc.nat({ max: 10_000 }),
  }),
  fc.record({ kind: fc.constantFrom("hide" as const, "unhide" as const), region, item: fc.bigInt(0n, 2n) }),
  fc.record({
    kind: fc.constant("reconcile" as const),
    region,
    with: region,
    part: fc.constantFrom(1, 1, 0.5, 0.3, 0),
  }),
);

/** Applies steps to three regions. @returns how many signals were taken in. */
function live(regions: readonly ReconcilableState[], steps: readonly Step[]): number {
  let taken = 0;
  for (const [number, one] of steps.entries()) {
    const state = regions[one.region];
    if (state === undefined) throw new Error(`no region ${one.region}`);
    if (one.kind === "signal") {
      state.signals.take(
        one.region,
        packSignals([one.signal]),
        START_NS + BigInt(one.second) * 1_000_000_000n,
      );
      taken += 1;
    } else if (one.kind === "reconcile") {
      reconcileInPart(state, regions[one.with] ?? state, one.part);
    } else {
      const subject = { userId: 1n, itemId: one.item };
      const stamp = { wallNs: BigInt(number + 1), logical: 0, nodeId: one.region };
      if (one.kind === "hide") state.negatives.hide(subject, "hide", stamp);
      else state.negatives.unhide(subject, stamp);
    }
  }
  return taken;
}

const orders = fc.shuffledSubarray(
  [
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 2],
    [2, 0],
    [2, 1],
  ],
  { minLength: 6 },
);

describe("reconciliation of three regions", () => {
  test("ends with equal regions in any order, whatever crashed in its middle, and counts every signal once", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), orders, (steps, order) => {
        const regions = [emptyState(), emptyState(), emptyState()];
        const taken = live(regions, steps);
        for (const [local = 0, remote = 0] of [...order, ...order]) {
          reconcile(regions[local] ?? emptyState(), regions[remote] ?? emptyState());
        }
        for (const state of regions) {
          expect(textOf(state)).toBe(textOf(regions[0] ?? emptyState()));
          expect(state.signals.counts.operations).toBe(BigInt(taken));
          for (const other of regions) expect(engine.plan(state, other)).toEqual({ steps: [], conflicts: 0 });
        }
      }),
      propertyRuns(3_000),
    );
  });

  test("changes nothing the second time, and keeps what the other side lacks", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const regions = [emptyState(), emptyState(), emptyState()];
        live(regions, steps);
        const [local = emptyState(), remote = emptyState()] = regions;
        const before = copyOf(local);
        const plan = engine.plan(local, remote);
        engine.apply(local, plan);
        const once = textOf(local);
        engine.apply(local, plan);
        expect(textOf(local)).toBe(once);
        expect(engine.plan(local, before).steps).toEqual([]);
      }),
      propertyRuns(2_000),
    );
  });
});

describe("a plan", () => {
  test("is in an order of its own: signals by entity, hard negatives, and last the counts", () => {
    const [local, remote] = [emptyState(), emptyState()];
    for (const entityId of [9n, 3n]) {
      remote.signals.take(1, packSignals([{ entityId, kind: "save", weight: 1 }]), START_NS);
    }
    remote.negatives.hide({ userId: 1n, itemId: 2n }, "hide", { wallNs: 1n, logical: 0, nodeId: 1 });
    expect(
      engine.plan(local, remote).steps.map((one) => [one.kind, one.kind === "signal" ? one.key : ""]),
    ).toEqual([
      ["signal", "3/2"],
      ["signal", "9/2"],
      ["hard negative", ""],
      ["counts", ""],
    ]);
  });

  test("counts as conflicts what both sides changed, and what this side has by another way", () => {
    const [local, remote] = [emptyState(), emptyState()];
    const signal = (entityId: bigint): ReturnType<typeof packSignals> =>
      packSignals([{ entityId, kind: "view", weight: 1 }]);
    for (const entityId of [1n, 2n, 3n]) remote.signals.take(1, signal(entityId), START_NS);
    local.signals.take(0, signal(2n), START_NS);
    const item = { userId: 1n, itemId: 2n };
    local.negatives.hide(item, "mute", { wallNs: 1n, logical: 0, nodeId: 0 });
    remote.negatives.hide(item, "block", { wallNs: 2n, logical: 0, nodeId: 1 });
    expect(engine.plan(local, remote).conflicts).toBe(2);
    expect(new ReconciliationEngine((entityId) => entityId === 3n).plan(local, remote).conflicts).toBe(3);
    expect(engine.plan(emptyState(), remote).conflicts).toBe(0);
  });
});

describe("a ledger", () => {
  test("counts all signals of a writer, and keeps scores of a bounded number of them", () => {
    const ledger = new SignalLedger();
    const many = Array.from({ length: MOST_SCORED_SIGNALS + 50 }, (_, index) => ({
      entityId: BigInt(index),
      kind: "view" as const,
      weight: 2,
    }));
    ledger.take(1, packSignals(many), START_NS);
    ledger.take(1, packSignals(many), START_NS);
    expect(ledger.keys).toHaveLength(MOST_SCORED_SIGNALS);
    expect(ledger.counts.operations).toBe(BigInt(2 * many.length));
    expect([ledger.score("0/0", START_NS), ledger.score(`${MOST_SCORED_SIGNALS}/0`, START_NS)]).toEqual([
      4, 0,
    ]);
  });

  test("counts skips down", () => {
    const ledger = new SignalLedger();
    const signal = { entityId: 1n, weight: 1 } as const;
    ledger.take(
      1,
      packSignals([
        { ...signal, kind: "view" },
        { ...signal, kind: "skip" },
        { ...signal, kind: "save" },
      ]),
      START_NS,
    );
    expect([ledger.counts.value, ledger.counts.operations]).toEqual([1n, 3n]);
  });
});

test("bytes of a state that were damaged are none", () => {
  const bytes = encodeState(emptyState());
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(decodeState(bytes)).toMatchObject({
    ok: false,
    message: expect.stringContaining("checksum") as string,
  });
  expect(decodeState(Buffer.alloc(3)).ok).toBe(false);
});
