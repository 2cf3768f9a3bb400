import { answerHeaders } from "../../../../src/http/sending/answer-headers";
import type { ExtraHeaders } from "../../../../src/http/routing/http-services";

test("without headers of the operator, ours are there", () => {
  expect(Object.fromEntries(answerHeaders()())).toMatchObject({
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
  });
});

test("a header of the operator takes the place of ours, whatever its case, and an empty one takes it away", () => {
  let extra: ExtraHeaders = {
    "X-Frame-Options": "sameorigin",
    "X-XSS-Protection": "",
    "Strict-Transport-Security": "max-age=60",
  };
  const headers = answerHeaders(() => extra);
  expect(headers().get("x-frame-options")).toBe("sameorigin");
  expect(headers().get("strict-transport-security")).toBe("max-age=60");
  expect(headers().has("x-xss-protection")).toBe(false);
  extra = {};
  expect(headers()).toEqual(answerHeaders()());
});

test("headers that stay the same are put together once", () => {
  const headers = answerHeaders(() => SAME);
  expect(headers()).toBe(headers());
});

const SAME: ExtraHeaders = { "X-Frame-Options": "sameorigin" };
