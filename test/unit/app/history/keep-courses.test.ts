import { keepCourses } from "../../../../src/app/history/keep-courses";
import { RegionCourses } from "../../../../src/domain/history/region-courses";
import { fakeClock } from "../../../support/domain/domain-fixtures";
import type { FakeClock } from "../../../support/domain/domain-fixtures";
import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";

let clock: FakeClock;
let courses: RegionCourses;
let totals: jest.Mock;
let end: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  clock = fakeClock();
  courses = new RegionCourses();
  totals = jest.fn(() => clusterSnapshot({ takenAtNs: clock.wallNs }));
  end = keepCourses(courses, { totals }, clock.clock);
});

afterEach(() => {
  end();
  jest.useRealTimers();
});

function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    jest.advanceTimersByTime(1_000);
  }
}

test("without scrapes the cluster is added up once in a step", () => {
  pass(300);
  expect(totals.mock.calls.length).toBeGreaterThanOrEqual(10);
  expect(totals.mock.calls.length).toBeLessThanOrEqual(12);
});

test("where others look nothing is added up for it", () => {
  for (let scrape = 0; scrape < 20; scrape += 1) {
    courses.observe(clusterSnapshot({ takenAtNs: clock.wallNs }));
    pass(15);
  }
  expect(totals).not.toHaveBeenCalled();
});

test("it goes on when the clock was set back, and ends when it is told to", () => {
  pass(5);
  totals.mockClear();
  clock.set({ wallNs: clock.wallNs - 3_600_000_000_000n });
  pass(5);
  expect(totals).toHaveBeenCalledTimes(1);
  end();
  pass(300);
  expect(totals).toHaveBeenCalledTimes(1);
});
