import type { ServerResponse } from "node:http";

import { endResponse } from "./end-response";
import type { Problem } from "./problem";

/** Further headers of an answer, by lower-case name. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** Answers with a whole text. Nothing that this server says may be cached: it is true for a moment only. */
export function sendText(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: AnswerHeaders = {},
): void {
  // The server answered in the route's place meanwhile: the request had taken too long to arrive.
  if (response.writableEnded) return;
  response.statusCode = status;
  response.setHeader("content-type", contentType);
  response.setHeader("content-length", Buffer.byteLength(text, "utf8"));
  response.setHeader("cache-control", "no-store");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  endResponse(response, text);
}

/** Answers with JSON that is already text. */
export function sendJson(
  response: ServerResponse,
  status: number,
  json: string,
  headers: AnswerHeaders = {},
): void {
  sendText(response, status, "application/json", `${json}\n`, headers);
}

/** Answers with a problem; its status is the answer's. */
export function sendProblem(response: ServerResponse, problem: Problem, headers: AnswerHeaders = {}): void {
  sendText(response, problem.status, "application/problem+json", `${JSON.stringify(problem)}\n`, headers);
}

/** Answers that it is done and there is nothing to say. */
export function sendNoContent(response: ServerResponse): void {
  response.statusCode = 204;
  endResponse(response);
}
