import { appendFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { DivergentWrites } from "../../../reconciliation/divergent-writes";
import { temporaryDirectories } from "../../support/temporary-directories";
import { packSignals } from "../../support/pack-signals";
import type { PackedSignals } from "../../../wal/signal";

const newDirectory = temporaryDirectories();
const START_NS = 1_700_000_000_000_000_000n;

function opened(directory: string, regionId = 1, cuts: string[] = []): DivergentWrites {
  return DivergentWrites.open(directory, {
    id: { shardId: 3, regionId },
    wallNs: () => START_NS,
    isInWal: () => false,
    onCut: (problem) => cuts.push(problem),
  });
}

function views(count: number, from = 0): PackedSignals {
  const signal = { kind: "view", weight: 1 } as const;
  return packSignals(
    Array.from({ length: count }, (_, index) => ({ ...signal, entityId: BigInt(from + index) })),
  );
}

function bytesIn(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

type Step = { readonly kind: "take"; readonly count: number } | { readonly kind: "kill" | "merge" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("take" as const), count: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constantFrom("kill" as const, "merge" as const) }),
);

describe("divergent writes", () => {
  test("lose nothing that was taken in or merged when the replica is killed, and take up little space", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const directory = newDirectory();
        const other = opened(newDirectory(), 2);
        let own = opened(directory);
        let [taken, merged] = [0, 0];
        for (const one of steps) {
          if (one.kind === "take") {
            own.take(views(one.count, taken), 0);
            taken += one.count;
          } else if (one.kind === "kill") {
            own.close();
            own = opened(directory);
          } else {
            other.take(views(1), 0);
            merged += 1;
            own.merge(other.encode());
          }
          const { counts } = own.signals;
          expect([counts.operationsOf(1), counts.operationsOf(2)]).toEqual([BigInt(taken), BigInt(merged)]);
        }
        const digest = own.encode();
        own.close();
        own = opened(directory);
        // jest would compare byte by byte.
        expect(own.encode().equals(digest)).toBe(true);
        expect(bytesIn(directory)).toBeLessThan(200_000);
        own.close();
        other.close();
      }),
      propertyRuns(100),
    );
  });

  test("that were never made leave nothing on disk", () => {
    const directory = newDirectory();
    const own = opened(directory);
    own.take(views(0), 0);
    own.close();
    expect(bytesIn(directory)).toBe(0);
    expect([own.isEmpty, own.lastReconciledNs, own.conflictsResolved]).toEqual([true, undefined, 0n]);
  });

  test("with a torn end go on after the last whole batch, and say what was cut", () => {
    const directory = newDirectory();
    const own = opened(directory);
    own.take(views(5), 0);
    own.close();
    const log = join(directory, "divergent");
    appendFileSync(join(log, readdirSync(log)[0] ?? ""), "torn");
    const cuts: string[] = [];
    const again = opened(directory, 1, cuts);
    expect(again.signals.counts.operations).toBe(5n);
    expect(cuts).toHaveLength(1);
    expect(again.take(views(1), 0)).toBe(6n);
    again.close();
  });

  test("whose state was damaged begin without it, and say so", () => {
    const directory = newDirectory();
    writeFileSync(join(directory, "reconciled"), "something else");
    const cuts: string[] = [];
    opened(directory, 1, cuts).close();
    expect(cuts.join()).toContain("checksum");
  });

  test("refuse what is no state of a peer, and keep their own", () => {
    const own = opened(newDirectory());
    own.take(views(2), 0);
    expect(own.merge(Buffer.from("nothing"))).toMatchObject({ ok: false });
    expect([own.signals.counts.operations, own.lastReconciledNs]).toEqual([2n, undefined]);
    own.close();
  });

  test("know how much of them a peer lacks", () => {
    const [own, peer] = [opened(newDirectory(), 1), opened(newDirectory(), 2)];
    own.take(views(7), 0);
    expect([own.countLackedBy(undefined), own.countLackedBy(peer.digest)]).toEqual([7n, 7n]);
    peer.merge(own.encode());
    own.take(views(2), 0);
    expect([own.countLackedBy(peer.digest), peer.countLackedBy(own.digest)]).toEqual([2n, 0n]);
    own.close();
    peer.close();
  });
});
