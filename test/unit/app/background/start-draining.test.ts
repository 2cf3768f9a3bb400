import { startDraining } from "../../../../src/app/background/start-draining";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("nothing is drained before its time, and then a slice each turn until a pass is over", () => {
  const drain = jest
    .fn<boolean, []>(() => true)
    .mockReturnValueOnce(false)
    .mockReturnValueOnce(false);
  const stop = startDraining({ drain });
  expect(drain).not.toHaveBeenCalled();

  for (const ms of [1_000, 1, 1]) jest.advanceTimersByTime(ms);
  expect(drain).toHaveBeenCalledTimes(3);

  jest.advanceTimersByTime(997);
  expect(drain).toHaveBeenCalledTimes(3);
  jest.advanceTimersByTime(1);
  expect(drain).toHaveBeenCalledTimes(4);
  stop();
});

test("a drain that is under way is not begun a second time by the timer", () => {
  const drain = jest.fn(() => false);
  const stop = startDraining({ drain });
  jest.advanceTimersByTime(1_000);
  drain.mockClear();
  jest.advanceTimersToNextTimer();
  jest.advanceTimersToNextTimer();
  expect(drain).toHaveBeenCalledTimes(2);
  stop();
});

test("it ends when it is told to, in the middle of a drain too", () => {
  const stop = startDraining({ drain: () => false });
  jest.advanceTimersByTime(1_000);
  stop();
  expect(jest.getTimerCount()).toBe(0);
});
