import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { Reconciler } from "../../../reconciliation/reconciler";
import type { Reconcilable, ReconciliationWord } from "../../../reconciliation/reconciler";

/** A set of numbers, merged by union. */
class NumberSet implements Reconcilable {
  readonly numbers = new Set<number>();

  get digest(): string {
    return [...this.numbers].sort((a, b) => a - b).join();
  }

  get isEmpty(): boolean {
    return this.numbers.size === 0;
  }

  encode(): Buffer {
    return Buffer.from(this.digest);
  }

  merge(
    bytes: Buffer,
  ): { readonly ok: true; readonly value: undefined } | { readonly ok: false; message: string } {
    if (bytes.length === 0) return { ok: false, message: "nothing in it" };
    for (const number of bytes.toString().split(",")) this.numbers.add(Number(number));
    return { ok: true, value: undefined };
  }
}

/** Two copies, and the words between them, which the test carries. */
class Pair {
  readonly sets = [new NumberSet(), new NumberSet()] as const;
  readonly held: { readonly to: number; readonly word: ReconciliationWord }[] = [];
  readonly problems: string[] = [];
  nowMs = 0;
  readonly reconcilers = [this.#reconciler(0), this.#reconciler(1)] as const;

  deliver(at = 0): void {
    const taken = this.held.splice(at, 1)[0];
    if (taken !== undefined) this.reconcilers[taken.to === 0 ? 0 : 1].hear(1 - taken.to, taken.word);
  }

  /** Lets seconds pass in which nothing gets lost. @returns how many words were said. */
  live(seconds: number): number {
    let words = 0;
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1_000;
      this.reconcilers[0].poll([1]);
      this.reconcilers[1].poll([0]);
      for (; this.held.length > 0; words += 1) this.deliver();
    }
    return words;
  }

  #reconciler(own: 0 | 1): Reconciler {
    const send = (to: number, word: ReconciliationWord): void => {
      this.held.push({ to, word });
    };
    return new Reconciler(
      this.sets[own],
      send,
      () => this.nowMs,
      (problem) => this.problems.push(problem),
    );
  }
}

type Step =
  | { readonly kind: "add"; readonly copy: 0 | 1; readonly number: number }
  | { readonly kind: "deliver" | "lose"; readonly at: number }
  | { readonly kind: "poll" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    copy: fc.constantFrom(0 as const, 1 as const),
    number: fc.nat(50),
  }),
  fc.record({ kind: fc.constantFrom("deliver" as const, "lose" as const), at: fc.nat(5) }),
  fc.record({ kind: fc.constant("poll" as const) }),
);

describe("two copies that reconcile", () => {
  test("end equal and fall silent, whatever was lost or came late", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pair = new Pair();
        for (const one of steps) {
          if (one.kind === "add") pair.sets[one.copy].numbers.add(one.number);
          else if (one.kind === "deliver") pair.deliver(one.at % Math.max(1, pair.held.length));
          else if (one.kind === "lose") pair.held.splice(one.at, 1);
          else {
            pair.nowMs += 1_000;
            pair.reconcilers[0].poll([1]);
            pair.reconcilers[1].poll([0]);
          }
        }
        pair.live(12);
        expect(pair.sets[0].digest).toBe(pair.sets[1].digest);
        if (!pair.sets[0].isEmpty) expect(pair.reconcilers[0].known(1)).toBe(pair.sets[1].digest);
        expect(pair.live(3)).toBe(0);
      }),
      propertyRuns(2_000),
    );
  });

  test("say nothing as long as neither has anything", () => {
    expect(new Pair().live(5)).toBe(0);
  });

  test("leave out what cannot be read, and try again", () => {
    const pair = new Pair();
    pair.sets[0].numbers.add(1);
    pair.reconcilers[1].hear(0, { kind: "state", digest: "1", bytes: Buffer.alloc(0) });
    expect(pair.problems).toEqual(["nothing in it"]);
    pair.live(8);
    expect(pair.sets[1].digest).toBe("1");
  });

  test("send a large state to a peer that does not answer every five seconds only", () => {
    const pair = new Pair();
    pair.sets[0].numbers.add(1);
    let states = 0;
    for (let second = 0; second < 20; second += 1) {
      pair.nowMs += 1_000;
      pair.reconcilers[0].hear(1, { kind: "digest", digest: "9", asks: true });
      states += pair.held.splice(0).filter(({ word }) => word.kind === "state").length;
    }
    expect(states).toBe(4);
  });
});
