import { startDraining } from "../../../../src/app/background/start-draining";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("nothing is drained before its time, and then a slice each turn until nothing is left", () => {
  const drain = jest
    .fn<boolean, []>(() => true)
    .mockReturnValueOnce(false)
    .mockReturnValueOnce(false);
  const stop = startDraining({ drain });
  expect(drain).not.toHaveBeenCalled();

  for (const ms of [100, 1, 1]) jest.advanceTimersByTime(ms);
  expect(drain).toHaveBeenCalledTimes(3);

  jest.advanceTimersByTime(97);
  expect(drain).toHaveBeenCalledTimes(3);
  jest.advanceTimersByTime(1);
  expect(drain).toHaveBeenCalledTimes(4);
  stop();
});

test("a drain that is under way is not begun a second time by the timer", () => {
  const drain = jest.fn(() => false);
  const stop = startDraining({ drain });
  jest.advanceTimersByTime(100);
  drain.mockClear();
  jest.advanceTimersToNextTimer();
  jest.advanceTimersToNextTimer();
  expect(drain).toHaveBeenCalledTimes(2);
  stop();
});

test("it ends when it is told to, in the middle of a drain too", () => {
  const stop = startDraining({ drain: () => false });
  jest.advanceTimersByTime(100);
  stop();
  expect(jest.getTimerCount()).toBe(0);
});
