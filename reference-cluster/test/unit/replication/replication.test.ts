import * as fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { temporaryDirectories } from "../../support/temporary-directories";
import { LIMITS, ReplicationPair } from "../../support/replication-pair";

const newDirectory = temporaryDirectories();

/** What becomes of a message that is under way, or what happens besides. */
type Step =
  | { readonly kind: "write"; readonly count: number }
  | { readonly kind: "deliver" | "lose" | "repeat"; readonly at: number }
  | { readonly kind: "damage"; readonly at: number; readonly byte: number }
  | { readonly kind: "wait" | "restart" | "stall" | "resume" | "compact" | "stop shipper" | "start shipper" };

const at = fc.nat({ max: 40 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("write" as const), count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 10, arbitrary: fc.record({ kind: fc.constantFrom("deliver" as const, "lose", "repeat"), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("damage" as const), at, byte: fc.nat() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "wait" as const,
        "restart",
        "stall",
        "resume",
        "compact",
        "stop shipper",
        "start shipper",
      ),
    }),
  },
);

function apply(pair: ReplicationPair, one: Step): void {
  switch (one.kind) {
    case "write":
      pair.write(one.count);
      return;
    case "deliver":
    case "lose":
    case "repeat":
    case "damage":
      carry(pair, one);
      return;
    case "wait":
      pair.nowMs += 1_000;
      pair.follower.applyBacklog(2);
      pair.shipper.poll();
      return;
    case "restart":
      pair.restartFollower();
      return;
    case "stall":
    case "resume":
      pair.follower.stalled = one.kind === "stall";
      return;
    case "stop shipper":
    case "start shipper":
      pair.shipper.stopped = one.kind === "stop shipper";
      return;
    case "compact":
      pair.leaderStore.compact(pair.shipper.neededFrom);
      pair.followerStore.compact(2n ** 64n - 1n);
  }
}

function carry(pair: ReplicationPair, one: Step & { readonly at: number }): void {
  const place = one.at % Math.max(1, pair.transport.held.length);
  const message = one.kind === "repeat" ? pair.transport.held[place]?.message : pair.take(place);
  if (message === undefined || one.kind === "lose") return;
  if (one.kind !== "damage") {
    pair.deliver(message);
  } else if ("bytes" in message) {
    const bytes = Buffer.from(message.bytes);
    // In the payload: damage there must be noticed, whatever it is.
    const damaged = 64 + (one.byte % (bytes.length - 64));
    bytes.writeUInt8(bytes.readUInt8(damaged) ^ 0x55, damaged);
    pair.deliver({ ...message, bytes });
  }
}

describe("replication over a bad line", () => {
  test.each([
    ["with all the WAL there", LIMITS],
    ["with little WAL and snapshots", { ...LIMITS, retainBytes: 400, capBytes: 1_000 }],
  ])("never applies out of order, never goes back, and ends with equal replicas (%s)", (_, limits) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const pair = new ReplicationPair(newDirectory, limits);
        let highest = 0n;
        for (const one of steps) {
          apply(pair, one);
          const { appliedSeqno, signalsTotal } = pair.followerStore.state;
          expect(appliedSeqno).toBeGreaterThanOrEqual(highest);
          expect(signalsTotal).toBe(appliedSeqno);
          expect(appliedSeqno).toBeLessThanOrEqual(pair.leaderStore.state.appliedSeqno);
          highest = appliedSeqno;
        }
        pair.follower.stalled = false;
        pair.shipper.stopped = false;
        pair.transport.held.length = 0;
        for (let second = 0; second < 40; second += 1) {
          pair.follower.applyBacklog(Infinity);
          pair.followerStore.compact(2n ** 64n - 1n);
          pair.live(1);
        }
        expect(ReplicationPair.content(pair.followerStore)).toEqual(
          ReplicationPair.content(pair.leaderStore),
        );
        expect([...pair.shipper.lag.values()]).toEqual([0n]);
        pair.followerStore.close();
        pair.leaderStore.close();
      }),
      propertyRuns(60),
    );
  });
});
