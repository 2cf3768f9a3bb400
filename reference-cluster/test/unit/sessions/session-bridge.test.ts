import { join } from "node:path";
import * as fc from "fast-check";
import { propertyRuns, triesAll } from "../../../../test/support/property-runs";
import { HybridLogicalClock } from "../../../crdt/hybrid-logical-clock";
import { InProcessTransport } from "../../../replication/in-process-transport";
import { SessionBridge } from "../../../sessions/session-bridge";
import type { SessionAnswer } from "../../../sessions/session-bridge";
import type { SessionMessage } from "../../../sessions/session-event";
import { FakeScheduler } from "../../support/fake-scheduler";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();

const REGIONS = [0, 1, 2];
const USER = 1n;

/** Three bridges over lines of 20 ms, on a clock that the test moves; the wall clocks of the regions differ. */
class Bridges {
  readonly scheduler = new FakeScheduler();
  readonly transport = new InProcessTransport<SessionMessage>(this.scheduler, () => ({
    latencyMs: 20,
    bytesPerSecond: 1_000_000,
    loss: 0,
  }));
  readonly #directory = newDirectory();
  readonly #aheadMs: readonly number[];
  readonly #bridges: SessionBridge[];

  constructor(aheadMs: readonly number[] = [0, 0, 0]) {
    this.#aheadMs = aheadMs;
    this.#bridges = REGIONS.map((regionId) => {
      this.transport.listen(regionId, (message, from) => {
        this.at(regionId).receive(message, from);
      });
      this.scheduler.every(500, () => {
        this.at(regionId).poll();
      });
      return this.#open(regionId);
    });
  }

  /** A region dies, and another process opens what lies on its disk. */
  restart(regionId: number): void {
    this.at(regionId).close();
    this.#bridges[regionId] = this.#open(regionId);
  }

  #open(regionId: number): SessionBridge {
    const wallNs = (): bigint => this.scheduler.wallNs() + BigInt(this.#aheadMs[regionId] ?? 0) * 1_000_000n;
    return new SessionBridge({
      regionId,
      directory: join(this.#directory, String(regionId)),
      peers: REGIONS.filter((peer) => peer !== regionId),
      clock: new HybridLogicalClock(regionId, wallNs),
      transport: this.transport,
      nowMs: () => this.scheduler.monotonicMs(),
      wallMs: () => Number(this.scheduler.wallNs() / 1_000_000n),
      // Little enough that the log begins anew within a few events.
      logBytes: 400,
      onCut: (problem) => {
        throw new Error(problem);
      },
    });
  }

  at(regionId: number): SessionBridge {
    const bridge = this.#bridges[regionId];
    if (bridge === undefined) throw new Error(`no region ${regionId}`);
    return bridge;
  }

  hide(regionId: number, ssn: bigint, itemId: bigint, word: "hide" | "unhide" = "hide"): SessionAnswer {
    return this.at(regionId).submit({ sessionId: 1n, ssn, word, subject: { userId: USER, itemId } });
  }

  shows(itemId: bigint): readonly boolean[] {
    return REGIONS.map((regionId) => !this.at(regionId).negatives.isHidden({ userId: USER, itemId }));
  }

  cut(region: number, peer: number): () => void {
    const there = this.transport.impair(region, peer, { loss: 1 });
    const back = this.transport.impair(peer, region, { loss: 1 });
    return () => {
      there();
      back();
    };
  }
}

describe("a session", () => {
  test("is brought to all regions in the time that the line takes, and acknowledged", () => {
    const bridges = new Bridges();
    expect(bridges.hide(0, 1n, 7n)).toEqual({ result: "applied", mark: 1n });
    bridges.scheduler.advance(19);
    expect(bridges.shows(7n)).toEqual([false, true, true]);
    bridges.scheduler.advance(2);
    expect(bridges.shows(7n)).toEqual([false, false, false]);
    bridges.scheduler.advance(21);
    expect(bridges.at(0).waiting).toBe(0);
  });

  test("that goes to a region which is behind is told so, there neither reads nor writes, and does once it has come", () => {
    const bridges = new Bridges();
    const mend = bridges.cut(0, 1);
    bridges.hide(0, 1n, 7n);
    bridges.scheduler.advance(3_000);
    expect(bridges.at(1).canRead(1n, 1n)).toBe(false);
    expect(bridges.hide(1, 2n, 8n)).toEqual({ result: "behind", mark: 0n });
    expect(bridges.at(2).canRead(1n, 1n)).toBe(true);
    mend();
    bridges.scheduler.advance(1_100);
    expect(bridges.at(1).canRead(1n, 1n)).toBe(true);
    expect(bridges.hide(1, 2n, 8n)).toEqual({ result: "applied", mark: 2n });
  });

  test("that repeats itself, here or elsewhere, is applied once", () => {
    const bridges = new Bridges();
    bridges.hide(0, 1n, 7n);
    expect(bridges.hide(0, 1n, 7n)).toEqual({ result: "repeated", mark: 1n });
    bridges.scheduler.advance(100);
    expect(bridges.hide(2, 1n, 7n)).toEqual({ result: "repeated", mark: 1n });
    expect(REGIONS.map((regionId) => bridges.at(regionId).applied)).toEqual([1, 1, 1]);
  });

  test("is told when there is nothing to be shown again, and may go on with the same number", () => {
    const bridges = new Bridges();
    expect(bridges.hide(0, 1n, 7n, "unhide")).toMatchObject({ result: "refused" });
    expect(bridges.hide(0, 1n, 7n)).toEqual({ result: "applied", mark: 1n });
  });

  test("that waited through minutes of a partition arrives within seconds of its end", () => {
    // Four a second, for ten minutes.
    const words = triesAll() ? 2_400 : 600;
    const bridges = new Bridges();
    const mend = bridges.cut(0, 1);
    for (let ssn = 1n; ssn <= words; ssn += 1n) {
      bridges.at(0).submit({ sessionId: 1n, ssn, word: "seen", subject: { userId: USER, itemId: ssn } });
      if (ssn % 4n === 0n) bridges.scheduler.advance(1_000);
    }
    expect(bridges.at(0).waiting).toBe(words);
    mend();
    bridges.scheduler.advance(3_000);
    expect([bridges.at(1).mark(1n), bridges.at(0).waiting]).toEqual([BigInt(words), 0]);
  });

  test("of a region whose clock is an hour ahead hides all the same, and carries no clock with it", () => {
    const bridges = new Bridges([3_600_000, 0, 0]);
    bridges.hide(0, 1n, 7n);
    bridges.scheduler.advance(100);
    expect(bridges.shows(7n)).toEqual([false, false, false]);
    expect(bridges.hide(1, 2n, 7n, "unhide")).toMatchObject({ result: "refused" });
    bridges.hide(1, 2n, 8n);
    bridges.scheduler.advance(100);
    expect(bridges.shows(8n)).toEqual([false, false, false]);
  });
});

type Step =
  | { readonly kind: "hide" | "unhide" | "repeat"; readonly region: number; readonly item: bigint }
  | { readonly kind: "cut"; readonly region: number; readonly peer: number }
  | { readonly kind: "mend" }
  | { readonly kind: "restart"; readonly region: number }
  | { readonly kind: "wait"; readonly ms: number };

const region = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("hide" as const, "hide" as const, "unhide" as const, "repeat" as const),
      region,
      item: fc.bigInt(1n, 3n),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), region, peer: region }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("mend" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("restart" as const), region }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat({ max: 1_500 }) }) },
);

test("a client that roams through regions that are killed sees its own writes or is told behind, and in the end all agree on each of them", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const bridges = new Bridges([0, -400, 700]);
      const mends: (() => void)[] = [];
      const hidden = new Set<bigint>();
      let seen = 0n;
      let last: { readonly item: bigint; readonly kind: "hide" | "unhide" } | undefined;
      let repeatedElsewhere = false;
      for (const one of steps) {
        if (one.kind === "wait") bridges.scheduler.advance(one.ms);
        else if (one.kind === "restart") bridges.restart(one.region);
        else if (one.kind === "mend") for (const mend of mends.splice(0)) mend();
        else if (one.kind === "cut") {
          if (one.region !== one.peer) mends.push(bridges.cut(one.region, one.peer));
        } else {
          const bridge = bridges.at(one.region);
          if (one.kind === "repeat") {
            if (last === undefined) continue;
            const mark = bridge.mark(1n);
            const repeated = bridges.hide(one.region, seen, last.item, last.kind);
            if (mark >= seen) expect(repeated.result).toBe("repeated");
            // Where it had not arrived: the client cannot know, and nor can the region.
            else repeatedElsewhere ||= repeated.result === "applied";
            continue;
          }
          const answer = bridges.hide(one.region, seen + 1n, one.item, one.kind);
          expect(answer.result === "behind").toBe(!bridge.canRead(1n, seen));
          if (answer.result !== "applied") continue;
          seen = answer.mark;
          last = { item: one.item, kind: one.kind };
          if (one.kind === "hide") hidden.add(one.item);
          else hidden.delete(one.item);
        }
        for (const regionId of REGIONS) {
          if (!bridges.at(regionId).canRead(1n, seen)) continue;
          for (const item of hidden) expect(bridges.shows(item)[regionId]).toBe(false);
        }
      }
      for (const mend of mends) mend();
      bridges.scheduler.advance(5_000);
      for (const regionId of REGIONS) {
        bridges.restart(regionId);
        expect(bridges.at(regionId).waiting).toBe(0);
        expect(bridges.at(regionId).applied).toBe(Number(seen));
        expect(bridges.at(regionId).negatives.records()).toEqual(bridges.at(0).negatives.records());
        // What was hidden twice, in two regions, is hidden until both have been taken back.
        const items = repeatedElsewhere ? hidden : [1n, 2n, 3n];
        for (const item of items) expect(bridges.shows(item)[regionId]).toBe(!hidden.has(item));
      }
    }),
    propertyRuns(1_000),
  );
});
