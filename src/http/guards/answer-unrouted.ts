import type { RequestHandler } from "express";

import { sendNoContent, sendProblem } from "../sending/answer";
import { problemOf } from "../sending/problem";

/** Answers methods that a known path does not have: OPTIONS with what there is, the others with 405. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return (request, response) => {
    if (request.method === "OPTIONS") {
      response.setHeader("allow", allow);
      sendNoContent(response);
      return;
    }
    const detail = `${request.method} is not possible here, expected one of ${allow}`;
    sendProblem(response, problemOf(405, detail), { allow });
  };
}

/** Answers paths that nothing was registered for. */
export const refusePath: RequestHandler = (request, response) => {
  const path = JSON.stringify(request.path.slice(0, 200));
  const detail = `there is nothing at ${path}; GET / links to every route, GET /api/v1/openapi.json describes them`;
  sendProblem(response, problemOf(404, detail));
};
