import { limitsInForce } from "../../../../src/app/serving/limits-in-force";
import { defaultConfig } from "../../../../src/config/parse";

test("the limits on requests follow the configuration, and the flag stays", () => {
  let { http } = defaultConfig();
  const limits = limitsInForce(() => http, 7);
  const before = limits();
  const { rateLimit, maxBatch } = before;
  http = { ...http, maxBatch: maxBatch + 1, rateLimit: { ...rateLimit, requests: 5 } };

  expect(limits().maxBatch).toBe(maxBatch + 1);
  expect(limits().rateLimit).toEqual({ ...rateLimit, requests: 5 });
  expect(limits().maxScrapesInFlight).toBe(7);
  expect(before.maxBatch).toBe(maxBatch);
});

test("without a reload they are one object for all requests", () => {
  const { http } = defaultConfig();
  const limits = limitsInForce(() => http, 7);
  expect(limits()).toBe(limits());
});
