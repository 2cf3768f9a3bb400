import { doesNotMatch, equal, ok } from "node:assert/strict";

import type { Answer } from "./answer-reader";

/** The paths whose 503 is an answer and not a failure: unhealthy, not ready, too many scrapes at once. */
const MAY_BE_UNAVAILABLE = /\/(?:health|-\/ready|metrics)/;

/** What would tell a stranger about the machine or the program behind an answer. */
const LEAKS = /node_modules|node:internal|\bat [^"]{1,200}\.[jt]s:\d|\/src\/|\/home\/|\/root\//;

/**
 * What holds for every answer to every request.
 *
 * @param asked the target of the request; or everything that was sent, where targets cannot be told.
 * @throws AssertionError
 */
export function checkAnswer({ status, headers, body }: Answer, asked: string): void {
  const isFine = status < 500 || (status === 503 && MAY_BE_UNAVAILABLE.test(asked));
  ok(isFine, `${status} for ${asked.slice(0, 200)}: ${body.toString("utf8", 0, 1_000)}`);
  equal(headers.get("x-content-type-options"), "nosniff");
  const type = headers.get("content-type");
  if (status === 204 || body.length === 0) return;
  ok(type !== undefined, "a body without a Content-Type");
  if (headers.has("content-encoding")) return;
  const text = body.toString("utf8");
  if (status >= 400) doesNotMatch(text, LEAKS);
  if (type.endsWith("json")) checkJson(type, status, text);
  else ok(status < 400, `${status} as ${type}, expected application/problem+json`);
}

function checkJson(type: string, status: number, text: string): void {
  const value = JSON.parse(text) as Record<string, unknown>;
  // The body of /health says why it is 503 in a shape of its own.
  if (status < 400 || (status === 503 && type === "application/json")) return;
  equal(type, "application/problem+json");
  equal(value["status"], status);
  ok(typeof value["type"] === "string" && typeof value["title"] === "string" && value["title"] !== "", text);
  ok(typeof value["detail"] === "string" && value["detail"] !== "", `a detail: ${text}`);
  ok(text.length < 64 * 1024, "an error answer of bearable length");
}
