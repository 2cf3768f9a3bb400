import { startWatching, WATCH_INTERVAL_MS } from "../../../../src/app/background/start-watching";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("looks once per interval, until it is ended", async () => {
  let looks = 0;
  const end = startWatching(() => {
    looks += 1;
    return Promise.resolve();
  });
  await jest.advanceTimersByTimeAsync(3 * WATCH_INTERVAL_MS);
  end();
  await jest.advanceTimersByTimeAsync(3 * WATCH_INTERVAL_MS);
  expect(looks).toBe(3);
});

test("does not look again before the last look is over", async () => {
  let looks = 0;
  let finish: () => void = () => undefined;
  const end = startWatching(() => {
    looks += 1;
    return new Promise<void>((resolve) => (finish = resolve));
  });
  await jest.advanceTimersByTimeAsync(3 * WATCH_INTERVAL_MS);
  expect(looks).toBe(1);
  finish();
  await jest.advanceTimersByTimeAsync(WATCH_INTERVAL_MS);
  expect(looks).toBe(2);
  end();
});
