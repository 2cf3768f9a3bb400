import { repeatEvery } from "../../../src/concurrency/repeat-every";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("an action is repeated, for the first time one interval from now, until it is ended", () => {
  const action = jest.fn();
  const end = repeatEvery(100, action);
  expect(action).not.toHaveBeenCalled();
  jest.advanceTimersByTime(250);
  expect(action).toHaveBeenCalledTimes(2);
  end();
  jest.advanceTimersByTime(1_000);
  expect(action).toHaveBeenCalledTimes(2);
});

test("it does not keep the process alive", () => {
  jest.useRealTimers();
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const end = repeatEvery(1_000_000, () => undefined);
  expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout")).toHaveLength(before);
  end();
});
