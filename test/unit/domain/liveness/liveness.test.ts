import fc from "fast-check";

import { Liveness } from "../../../../src/domain/liveness/liveness";
import type { Freshness } from "../../../../src/domain/liveness/liveness";
import { msToNs, START_NS } from "../../../support/domain/domain-fixtures";
import { signOf } from "../../../support/domain/sign-of-life";
import type { SenderNumbers } from "../../../support/domain/sign-of-life";
import { propertyRuns } from "../../../support/property-runs";

const SECOND = 1_000_000_000n;
const HOUR_MS = 3_600_000;
const ALL_AGES = { guessMs: Infinity, knownMs: Infinity };

/** A replica first heard at lived time 0, wall time START_NS. */
function heard(firstHeartbeatNs: bigint = START_NS): HeardReplica {
  return new HeardReplica(firstHeartbeatNs, { livedMs: 0, wallNs: START_NS });
}

interface Arrival {
  readonly livedMs: number;
  readonly wallNs: bigint;
}

/** The liveness of one replica among others, which are never heard. */
class HeardReplica {
  readonly #liveness = new Liveness(3);

  constructor(firstHeartbeatNs: bigint, arrival: Arrival) {
    expect(this.arrive(firstHeartbeatNs, arrival)).toBe("fresh");
  }

  arrive(heartbeatNs: bigint, { livedMs, wallNs }: Arrival, numbers: SenderNumbers = {}): Freshness {
    const instant = { monotonicMs: livedMs, wallNs };
    return this.#liveness.arrive(1, signOf(heartbeatNs, numbers), livedMs, instant, ALL_AGES);
  }

  silenceMs(livedMs: number): number {
    return this.#liveness.silenceMs(1, livedMs);
  }

  get lastArrivalNs(): bigint | undefined {
    return this.#liveness.lastArrivalNs(1);
  }

  get clockSkewSeconds(): number | undefined {
    return this.#liveness.clockSkewSeconds(1);
  }
}

function at(livedMs: number): { livedMs: number; wallNs: bigint } {
  return { livedMs, wallNs: START_NS + msToNs(livedMs) };
}

describe("the first heartbeat ever", () => {
  test.each([
    [0n, 0],
    [SECOND, 1_000],
    [31n * SECOND, 31_000],
    [30n * SECOND + 1n, 30_000.000001],
    [START_NS, Number(START_NS) / 1e6],
  ])("stamped %s ns ago is that old on arrival: %s ms of silence", (ageNs, silenceMs) => {
    expect(heard(START_NS - ageNs).silenceMs(0)).toBe(silenceMs);
  });

  test.each([1n, SECOND, 3_600n * SECOND])(
    "stamped %s ns in the future is new, never of negative age",
    (aheadNs) => {
      expect(heard(START_NS + aheadNs).silenceMs(0)).toBe(0);
    },
  );

  test("ages from there with the time that we live", () => {
    expect(heard(START_NS - 10n * SECOND).silenceMs(5_000)).toBe(15_000);
  });
});

describe("later heartbeats", () => {
  test("one with a later stamp is fresh, and its age on arrival is nothing whatever its stamp says", () => {
    const liveness = heard(START_NS - 3_600n * SECOND);
    expect(liveness.arrive(START_NS - 3_599n * SECOND, at(5_000))).toBe("fresh");
    expect(liveness.silenceMs(5_000)).toBe(0);
    expect(liveness.silenceMs(35_000)).toBe(30_000);
  });

  test.each([
    ["a duplicate", 0n],
    ["an older one", -SECOND],
    ["one from long ago", -86_400n * SECOND],
  ])("%s is stale and changes neither silence nor arrival nor skew", (_, differenceNs) => {
    const liveness = heard();
    expect(liveness.arrive(START_NS + differenceNs, at(9_000))).toBe("stale");
    expect(liveness.silenceMs(9_000)).toBe(9_000);
    expect(liveness.lastArrivalNs).toBe(START_NS);
    expect(liveness.clockSkewSeconds).toBe(0);
  });

  test("one nanosecond later is later", () => {
    expect(heard().arrive(START_NS + 1n, at(1))).toBe("fresh");
  });
});

describe("a clock that stepped back", () => {
  test("costs one heartbeat: the second in a row that advances is the new time line", () => {
    const liveness = heard();
    expect(liveness.arrive(START_NS - 3_600n * SECOND, at(5_000))).toBe("stale");
    expect(liveness.arrive(START_NS - 3_595n * SECOND, at(10_000))).toBe("fresh");
    expect(liveness.silenceMs(10_000)).toBe(0);
    expect(liveness.clockSkewSeconds).toBe(-3_605);
  });

  test("to before the epoch's own beginning of this replica, zero, is followed as well", () => {
    const liveness = heard();
    expect([liveness.arrive(0n, at(1)), liveness.arrive(1n, at(2))]).toEqual(["stale", "fresh"]);
  });

  test("twice within two heartbeats is followed after the second step", () => {
    const liveness = heard();
    const stamps = [-100n, -200n, -199n].map((seconds) => START_NS + seconds * SECOND);
    expect(stamps.map((stamp, index) => liveness.arrive(stamp, at(index * 1_000)))).toEqual([
      "stale",
      "stale",
      "fresh",
    ]);
  });

  test("is not believed on the word of two replays that are not in a row", () => {
    const liveness = heard();
    const outcomes = [
      liveness.arrive(START_NS - 100n, at(1)),
      liveness.arrive(START_NS + 5n, at(2)),
      liveness.arrive(START_NS - 99n, at(3)),
    ];
    expect(outcomes).toEqual(["stale", "fresh", "stale"]);
  });

  test("is not believed on the word of one heartbeat that is delivered many times", () => {
    const liveness = heard();
    const outcomes = Array.from({ length: 5 }, (_, index) => liveness.arrive(START_NS - SECOND, at(index)));
    expect(new Set(outcomes)).toEqual(new Set(["stale"]));
    expect(liveness.silenceMs(60_000)).toBe(60_000);
  });

  test("is not believed when a replay is followed by a duplicate of the newest heartbeat", () => {
    const liveness = heard();
    liveness.arrive(START_NS + 5n, at(1));
    const outcomes = [START_NS, START_NS + 5n, START_NS, START_NS + 5n].map((stamp) =>
      liveness.arrive(stamp, at(60_000)),
    );
    expect(new Set(outcomes)).toEqual(new Set(["stale"]));
  });

  test("is followed although the last heartbeat of the old time line is delivered again and again", () => {
    const liveness = heard();
    const stamps = [START_NS - 100n, START_NS, START_NS - 99n, START_NS - 99n, START_NS - 98n];
    expect(stamps.map((stamp, index) => liveness.arrive(stamp, at(index)))).toEqual([
      "stale",
      "stale",
      "fresh",
      "stale",
      "fresh",
    ]);
  });

  test("and then forward again is followed at once, later than the last accepted one being all that counts", () => {
    const liveness = heard();
    liveness.arrive(START_NS - 3_600n * SECOND, at(1));
    liveness.arrive(START_NS - 3_599n * SECOND, at(2));
    expect(liveness.arrive(START_NS + 3n, at(3))).toBe("fresh");
  });
});

describe("clock skew", () => {
  test.each([
    ["an hour ahead", 3_600n * SECOND, 3_600],
    ["an hour behind", -3_600n * SECOND, -3_600],
    ["a microsecond behind", -1_000n, -0.000001],
    ["exact", 0n, 0],
  ])("of a clock that is %s has its sign and is never clamped", (_, skewNs, seconds) => {
    expect(heard(START_NS + skewNs).clockSkewSeconds).toBe(seconds);
  });
});

/** One delivery in a random interleaving: a live heartbeat, or a replay of some earlier one. */
const deliveries = fc.array(
  fc.oneof(
    fc.constant("live" as const),
    fc.nat({ max: 200 }).map((index) => ({ replay: index })),
  ),
  { minLength: 1, maxLength: 200 },
);

describe("properties", () => {
  test("from the second heartbeat on, a constant skew changes nothing", () => {
    const skewMs = fc.integer({ min: -HOUR_MS, max: HOUR_MS });
    const gapsMs = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(skewMs, gapsMs, fc.nat({ max: 60_000 }), (skew, gaps, afterMs) => {
        const right = heard();
        const skewed = heard(START_NS + msToNs(skew));
        let ms = 0;
        for (const gap of gaps) {
          ms += gap;
          const outcome = right.arrive(at(ms).wallNs, at(ms));
          expect(skewed.arrive(at(ms).wallNs + msToNs(skew), at(ms))).toBe(outcome);
          expect(skewed.silenceMs(ms + afterMs)).toBe(right.silenceMs(ms + afterMs));
        }
        expect(skewed.clockSkewSeconds).toBeCloseTo(skew / 1000, 6);
      }),
      propertyRuns(),
    );
  });

  test("a beating replica is never silent for more than two of its heartbeats, whatever is replayed in between", () => {
    const stepBackMs = fc.nat({ max: HOUR_MS });
    fc.assert(
      fc.property(deliveries, stepBackMs, fc.nat({ max: 200 }), (plan, backMs, stepAt) => {
        const liveness = heard();
        const sent = [START_NS];
        let lastFreshBeat = 0;
        let beats = 0;
        for (const [index, delivery] of plan.entries()) {
          let stamp: bigint;
          if (delivery === "live") {
            beats += 1;
            stamp = at(beats * 5_000).wallNs - (index >= stepAt ? msToNs(backMs) : 0n);
            sent.push(stamp);
          } else {
            stamp = sent[delivery.replay % sent.length] ?? START_NS;
          }
          if (liveness.arrive(stamp, at(beats * 5_000)) === "fresh") lastFreshBeat = beats;
          expect(beats - lastFreshBeat).toBeLessThan(2);
        }
      }),
      propertyRuns(),
    );
  });

  test("a silent replica is not revived by duplicates and replays, as long as no two in a row advance", () => {
    const stamps = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(stamps, (agesMs) => {
        const liveness = heard();
        const newestFirst = [...agesMs].sort((a, b) => a - b);
        for (const ageMs of newestFirst) {
          expect(liveness.arrive(START_NS - msToNs(ageMs), at(60_000))).toBe("stale");
        }
        expect(liveness.silenceMs(60_000)).toBe(60_000);
      }),
      propertyRuns(),
    );
  });
});
