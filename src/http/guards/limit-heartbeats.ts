import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { problemOf } from "../sending/problem";
import type { SettingsOfRequests } from "./settings-of-requests";

/**
 * Answers 429 with Retry-After when a client address has used up its heartbeats, before anything of the body is read.
 *
 * @param services - whose budgets they are, and who counts what is refused.
 */
export function limitHeartbeats(
  settings: SettingsOfRequests,
  { heartbeatBudget, refusals }: Pick<HttpServices, "heartbeatBudget" | "refusals">,
): Guard {
  return (request, response, next) => {
    const { rateLimit } = settings.of(request).limits;
    const client = request.socket.remoteAddress;
    const waitMs = heartbeatBudget.waitMs(client, rateLimit);
    if (waitMs === 0) {
      next();
      return;
    }
    refusals.note("heartbeat_rate", { client });
    const { heartbeats, windowMs } = rateLimit;
    const detail = `more than ${heartbeats} heartbeats in ${windowMs} ms from this address; wait for ${Math.ceil(waitMs)} ms`;
    sendProblem(response, problemOf(429, detail), { "retry-after": String(Math.ceil(waitMs / 1000)) });
  };
}
