import { limitsInForce } from "../../../../src/app/serving/limits-in-force";
import { defaultConfig } from "../../../../src/config/parse";

test("the limits on requests follow the configuration, and the flag stays", () => {
  let { http } = defaultConfig();
  const limits = limitsInForce(() => http, 7);
  const { rateLimit, maxBatch } = limits;
  http = { ...http, maxBatch: maxBatch + 1, rateLimit: { ...rateLimit, requests: 5 } };

  expect(limits.maxBatch).toBe(maxBatch + 1);
  expect(limits.rateLimit).toEqual({ ...rateLimit, requests: 5 });
  expect(limits.maxScrapesInFlight).toBe(7);
});
