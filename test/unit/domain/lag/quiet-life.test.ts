import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { ReplicationLag } from "../../../../src/domain/lag/replication-lag";
import { msToNs, shardStats, START_NS } from "../../../support/domain/domain-fixtures";
import { lagBeats } from "../../../support/domain/lag-course";
import type { Averaging, LagBeat, LagCourse, Writing } from "../../../support/domain/lag-course";
import { runsOf, someRows, triesAll } from "../../../support/property-runs";

const LIMIT_MS = 5_000;
const DAY_MS = 86_400_000;
/** How long a quiet life is looked at: a fortieth of a day in a quick run, which has twelve bursts and some thirty batches. */
const LIFE_MS = triesAll() ? DAY_MS : DAY_MS / 40;
const STALLS = runsOf(40);
const TRAVEL_MS = 20;

/** The same row of numbers from 0 to 1 for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface JudgedBeat extends LagBeat {
  readonly lagMs: number;
}

/** What is made of each heartbeat of a course. Only the seven fields, unless `saysHead`. */
function* judged(course: LagCourse, saysHead = false): Generator<JudgedBeat, void> {
  const lag = new ReplicationLag(1);
  lag.begin(0);
  const draft = new HeartbeatDraft();
  for (const beat of lagBeats(course)) {
    draft.load(
      shardStats({
        lastHeartbeatNs: START_NS + msToNs(beat.sentMs),
        signalThroughputEps: beat.throughputEps,
        replicationLag: new Map([[1, BigInt(beat.distance)]]),
        ...(saysHead && { leaderSeqno: BigInt(beat.head) }),
      }),
    );
    lag.update(0, draft, beat.sentMs + TRAVEL_MS);
    yield { ...beat, lagMs: (lag.followers.worstLagSeconds[0] ?? NaN) * 1_000 };
  }
}

function flashesIn(course: Omit<LagCourse, "durationMs" | "random">, saysHead = false): number {
  let flashes = 0;
  for (const { lagMs } of judged({ ...course, durationMs: LIFE_MS, random: numbersFrom(7) }, saysHead)) {
    if (lagMs > LIMIT_MS) flashes += 1;
  }
  return flashes;
}

/** From when the first event that the follower never gets was written until its lag is over the limit. */
function detectionMs(course: Omit<LagCourse, "durationMs" | "random">, seed: number): number {
  const random = numbersFrom(seed);
  const stalledAtMs = 600_000 + random() * 600_000;
  let behindSinceMs: number | undefined;
  for (const { sentMs, trueLagMs, lagMs } of judged({ ...course, durationMs: DAY_MS, stalledAtMs, random })) {
    if (sentMs < stalledAtMs) continue;
    if (trueLagMs > course.applyMs) behindSinceMs ??= sentMs - trueLagMs;
    if (behindSinceMs !== undefined && lagMs > LIMIT_MS) return sentMs - behindSinceMs;
  }
  return Infinity;
}

function p95DetectionMs(course: Omit<LagCourse, "durationMs" | "random">): number {
  const times = Array.from({ length: STALLS }, (_, i) => detectionMs(course, 77 * (i + 1)));
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
}

const WRITINGS: readonly Writing[] = ["idle", "rare", "sparse", "steady", "bursty", "batches"];
const NOT_IDLE = WRITINGS.filter((writing) => writing !== "idle");

describe.each(someRows(WRITINGS, 3))("a follower that keeps up with a leader that writes (%s)", (writing) => {
  test.each([100, 700, 2_000])("never seems behind when it takes %i ms to apply", (applyMs) => {
    expect(flashesIn({ writing, averaging: "each heartbeat", applyMs })).toBe(0);
  });

  test("nor does it where the head is reported", () => {
    expect(flashesIn({ writing, averaging: "each heartbeat", applyMs: 2_000 }, true)).toBe(0);
  });

  test("nor does it where the leader takes its average each second", () => {
    expect(flashesIn({ writing, averaging: "each second", applyMs: 100 })).toBe(0);
  });

  test("is seldom taken for one that is behind where the average leaves out most of what is on its way", () => {
    expect(flashesIn({ writing, averaging: "each second", applyMs: 2_000 })).toBeLessThan(20);
  });
});

describe.each(someRows(NOT_IDLE, 2))(
  "a follower that stands still behind a leader that writes (%s)",
  (writing) => {
    test.each<[Averaging, number]>([
      ["each heartbeat", 11_000],
      ["each second", 16_000],
    ])("is found in time where the leader takes its average %s", (averaging, limitMs) => {
      for (const applyMs of [100, 2_000])
        expect(p95DetectionMs({ writing, averaging, applyMs })).toBeLessThanOrEqual(limitMs);
    });
  },
);
