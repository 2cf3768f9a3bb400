import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { pino } from "pino";

import { limitRate } from "../../src/http/guards/limit-rate";
import { SettingsOfRequests } from "../../src/http/guards/settings-of-requests";
import { Refusals } from "../../src/http/limits/refusals";
import { limitDefaults } from "../../src/limits/limit-values";
import { HandClock } from "../support/http/http-fixture";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** Each of them kept a timer, and the addresses that it had seen. */
test("a reload that changes the window of rates ends the counting in the one before", async () => {
  let windowMs = 1_000;
  const settings = new SettingsOfRequests({
    tokens: () => [],
    get limits() {
      const rateLimit = { ...limitDefaults("window"), requests: 5, windowMs };
      return { ...limitDefaults("request"), rateLimit };
    },
  });
  const guard = limitRate({
    settings,
    refusals: new Refusals(pino({ enabled: false }), new HandClock().now),
  });
  const passes = (): Promise<void> =>
    new Promise((resolve) => {
      const request = new IncomingMessage(new Socket());
      guard(request, new ServerResponse(request), () => {
        resolve();
      });
    });
  await passes();
  const timers = jest.getTimerCount();
  for (windowMs = 2_000; windowMs < 20_000; windowMs += 1_000) await passes();

  expect(jest.getTimerCount()).toBe(timers);
});
