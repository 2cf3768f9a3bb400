import { HeartbeatOrder } from "../../../../src/domain/liveness/heartbeat-order";
import type { Place } from "../../../../src/domain/liveness/heartbeat-order";
import { KEPT_TIMES } from "../../../../src/domain/liveness/recent-times";
import { signOf } from "../../../support/domain/sign-of-life";

const BEAT_MS = 5_000;

/** A heartbeat: which start of the sender, its number, and the second of its time stamp; it arrives at the time of its turn. */
type Beat = readonly [boot: bigint, seq: bigint, stampS: number];

/** One replica, whose first heartbeat was [1, 1, 1000]. */
class Sequence {
  readonly order = new HeartbeatOrder(2);
  nowMs = 0;

  constructor() {
    this.order.begin(1);
    this.order.first(1, Sequence.#sign([1n, 1n, 1_000]), 0, 0);
  }

  beats(...beats: readonly Beat[]): readonly Place[] {
    return beats.map((beat) => {
      this.nowMs += BEAT_MS;
      return this.order.place(1, Sequence.#sign(beat), this.nowMs, this.nowMs);
    });
  }

  /** How many of its starts are known, eight at the most. */
  get restarts(): number {
    const known = Array.from({ length: KEPT_TIMES }, (_, others) => this.order.boots.restartMs(1, others));
    return known.filter((ms) => ms !== undefined).length;
  }

  get isContested(): boolean {
    return this.order.boots.isContested(1, this.nowMs);
  }

  static #sign([boot, seq, stampS]: Beat): ReturnType<typeof signOf> {
    return signOf(BigInt(stampS) * 1_000_000_000n, {
      boot,
      seq,
      content: Number(boot * 10_007n + seq * 101n) + stampS,
    });
  }
}

describe("heartbeats with boot_id and heartbeat_seq", () => {
  test.each<[string, readonly Beat[], readonly Place[], number]>([
    ["in order", [[1n, 2n, 1_005]], ["next"], 0],
    ["on a clock that stands still", [[1n, 2n, 1_000]], ["newLine"], 0],
    ["on a clock that stepped back", [[1n, 2n, 10]], ["newLine"], 0],
    ["delivered again", [[1n, 1n, 1_000]], ["old"], 0],
    [
      "overtaken",
      [
        [1n, 3n, 1_010],
        [1n, 2n, 1_005],
      ],
      ["next", "old"],
      0,
    ],
    [
      "after a restart",
      [
        [2n, 1n, 1_005],
        [2n, 2n, 1_010],
      ],
      ["newLine", "next"],
      1,
    ],
    [
      "after a restart with a clock further back",
      [
        [2n, 1n, 10],
        [2n, 2n, 15],
      ],
      ["old", "newLine"],
      1,
    ],
    [
      "of the start before, delivered again",
      [
        [2n, 1n, 1_005],
        [1n, 1n, 1_000],
      ],
      ["newLine", "old"],
      1,
    ],
    [
      "of a start that was never heard, delivered late and at once",
      [
        [9n, 7n, 100],
        [9n, 8n, 200],
      ],
      ["old", "old"],
      0,
    ],
    [
      "of a sender that counts nothing",
      [
        [1n, 1n, 1_005],
        [1n, 1n, 1_010],
      ],
      ["next", "next"],
      0,
    ],
    [
      "of a sender that counts anew under its old name",
      [
        [1n, 9n, 1_005],
        [1n, 2n, 1_010],
        [1n, 3n, 1_015],
      ],
      ["next", "old", "newLine"],
      0,
    ],
  ])("%s", (_, beats, places, restarts) => {
    const sequence = new Sequence();
    const said = sequence.beats(...beats);
    expect(said).toEqual(places);
    expect(sequence.restarts).toBe(restarts);
    expect(sequence.isContested).toBe(false);
  });

  test("a sender that starts again and again is counted, up to eight times", () => {
    const sequence = new Sequence();
    for (let boot = 2; boot < 22; boot += 1) sequence.beats([BigInt(boot), 1n, 1_000 + boot * 5]);
    expect(sequence.restarts).toBe(8);
  });

  test.each([
    ["clocks that agree", 0],
    ["a clock an hour behind", -3_600],
  ])("two processes with one name and %s are seen, and seen to have ended", (_, skewS) => {
    const sequence = new Sequence();
    for (let n = 1; n <= 6; n += 1) {
      const stampS = 1_000 + n * 10;
      sequence.beats([1n, BigInt(n + 1), stampS], [2n, BigInt(n), stampS + 5 + skewS]);
    }
    expect(sequence.isContested).toBe(true);
    expect(sequence.restarts).toBeLessThanOrEqual(1);
    for (let n = 7; n <= 20; n += 1) sequence.beats([1n, BigInt(n + 1), 1_000 + n * 10]);
    expect(sequence.isContested).toBe(false);
  });

  test("another replica in the slot knows nothing of this", () => {
    const sequence = new Sequence();
    sequence.beats([2n, 1n, 1_005]);
    sequence.order.begin(1);
    expect(sequence.restarts).toBe(0);
  });
});
