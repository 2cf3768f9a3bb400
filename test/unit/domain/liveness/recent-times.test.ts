import { KEPT_TIMES, RecentTimes } from "../../../../src/domain/liveness/recent-times";

const SECOND = 1_000;

function timesAt(...seconds: readonly number[]): RecentTimes {
  const times = new RecentTimes(2);
  for (const second of seconds) times.add(1, second * SECOND + 250);
  return times;
}

describe("recent times", () => {
  test("of a slot to which nothing happened are none", () => {
    const times = timesAt(5);
    expect(times.lastButMs(0, 0)).toBeUndefined();
  });

  test("are known to the second, the last one first", () => {
    const times = timesAt(3, 5, 8);
    expect([0, 1, 2, 3].map((others) => times.lastButMs(1, others))).toEqual([
      8_000,
      5_000,
      3_000,
      undefined,
    ]);
    expect(times.latestMs).toBe(8_250);
  });

  test("are the last eight of more", () => {
    const times = timesAt(...Array.from({ length: 20 }, (_, second) => second));
    expect([times.lastButMs(1, 0), times.lastButMs(1, KEPT_TIMES - 1)]).toEqual([19_000, 12_000]);
  });

  test("of another replica in the slot begin anew, in the room of the one before", () => {
    const times = timesAt(3, 5);
    times.begin(1);
    expect(times.lastButMs(1, 0)).toBeUndefined();
    times.add(0, 7 * SECOND);
    expect([times.lastButMs(0, 0), times.lastButMs(0, 1)]).toEqual([7_000, undefined]);
  });

  test("of very many slots do not mix, also when columns grow", () => {
    const times = new RecentTimes(300);
    for (let slot = 0; slot < 300; slot += 1) times.add(slot, slot * SECOND);
    times.resize(600);
    times.add(599, 9 * SECOND);
    const found = Array.from({ length: 300 }, (_, slot) => times.lastButMs(slot, 0));
    expect(found).toEqual(Array.from({ length: 300 }, (_, slot) => slot * SECOND));
    expect([times.lastButMs(599, 0), times.lastButMs(400, 0)]).toEqual([9_000, undefined]);
  });
});
