import type { RequestHandler } from "express";

import type { Access } from "../access-rules";
import { sendProblem } from "../answer";
import type { HttpServices } from "../http-services";
import { problemOf } from "../problem";
import { decideAccess } from "./access-decision";

/** Lets only those callers through that the access rules allow; answers 401 or 403 to the others. */
export function authorize(access: Access, services: HttpServices): RequestHandler {
  return (request, response, next) => {
    const { authorization } = request.headers;
    const decision = decideAccess(
      access,
      { authorization, address: request.socket.remoteAddress },
      services.tokens(),
      services.openProbes?.() ?? true,
    );
    if (decision.allowed) {
      next();
      return;
    }
    const { status, detail, challenge } = decision;
    const headers = challenge === undefined ? {} : { "www-authenticate": challenge };
    sendProblem(response, problemOf(status, detail), headers);
  };
}
