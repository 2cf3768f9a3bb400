import { AnswerPace } from "../../../../src/http/limits/answer-pace";

const KIB = 1024;
const LIMITS = { bytesPerSecond: 16 * KIB, windowMs: 30_000 };

/** What becomes of a connection of which this much has left at each second's look, while there is always more. */
function secondsUntilCut(leftBytes: (second: number) => number, pendingBytes = 600 * KIB): number {
  const pace = new AnswerPace();
  for (let second = 0; second < 3_600; second += 1) {
    const look = { elapsedMs: 1000, leftBytes: leftBytes(second), pendingBytes, answerMs: undefined };
    if (pace.look(look, LIMITS) !== undefined) return second;
  }
  return Infinity;
}

test.each<[string, number, (second: number) => number]>([
  ["reads nothing", 29, () => 1_000_000],
  ["reads a few bytes a second", 30, (second) => 10 * second],
  ["reads a tenth less than the least", 291, (second) => 0.9 * 16 * KIB * second],
  ["reads the least", Infinity, (second) => 16 * KIB * second],
  [
    "reads the least, as chunks of which only whole ones count",
    Infinity,
    (second) => 512 * KIB * Math.floor(second / 26),
  ],
  [
    "reads far more, in bursts that the kernel makes",
    Infinity,
    (second) => 1400 * KIB * Math.floor(second / 28),
  ],
  [
    "reads fast, then stops: what it had read before buys nothing",
    40,
    (second) => 2 ** 30 * Math.min(second, 10),
  ],
])("a client that %s is cut off after %d s", (_what, seconds, leftBytes) => {
  expect(secondsUntilCut(leftBytes)).toBe(seconds);
});

test("an answer in one piece of 8 MiB has the time that the least rate takes for it", () => {
  expect(secondsUntilCut(() => 0, 8 * KIB * KIB)).toBe(29 + (7 * KIB) / 16);
});

test("time in which nothing waits for the client is not counted", () => {
  expect(secondsUntilCut(() => 0, 0)).toBe(Infinity);
});

test("a whole answer has its own time, from its first byte on", () => {
  const pace = new AnswerPace();
  const look = (answerMs: number | undefined): string | undefined =>
    pace.look({ elapsedMs: 1000, leftBytes: 0, pendingBytes: 0, answerMs }, LIMITS);
  for (let second = 0; second < 100; second += 1) expect(look(undefined)).toBeUndefined();
  expect([look(2_000), look(2_000)]).toEqual([undefined, "answer_time"]);
  pace.beginAnswer();
  expect([look(2_000), look(2_000)]).toEqual([undefined, "answer_time"]);
});
