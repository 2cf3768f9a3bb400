import type { ServerResponse } from "node:http";

import type { Access } from "../access/access-rules";
import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import { IngestAreas } from "../access/ingest-areas";
import { problemOf } from "../sending/problem";
import { decideAccess } from "./access-decision";
import type { AccessDecision } from "./access-decision";
import type { SettingsOfRequests } from "./settings-of-requests";

/** Lets only those callers through that the access rules allow; answers 401, 403 or 429 to the others. */
export function authorize(access: Access, settings: SettingsOfRequests): Guard {
  const areas = new IngestAreas();
  return (request, response, next) => {
    const caller = {
      authorization: request.headers.authorization,
      address: request.socket.remoteAddress,
    };
    const decision = decideAccess(access, caller, settings.of(request));
    const act = (decided: AccessDecision): void => {
      if (!decided.allowed) {
        sendDenial(response, decided);
        return;
      }
      if (decided.narrowed) areas.note(response, decided.narrowed);
      next();
    };
    if ("allowed" in decision) act(decision);
    else decision.then(act, next);
  };
}

/** Answers a caller that may not go on. */
export function sendDenial(
  response: ServerResponse,
  { status, detail, challenges = [] }: Extract<AccessDecision, { allowed: false }>,
): void {
  if (challenges.length > 0) response.setHeader("www-authenticate", challenges);
  sendProblem(response, problemOf(status, detail), status === 429 ? { "retry-after": "1" } : {});
}
