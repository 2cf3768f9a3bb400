import type { ServerResponse } from "node:http";

import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { problemOf } from "../sending/problem";

/** Refuses heartbeats of a client address that has sent too many, before anything of the body is read. */
export function limitHeartbeats(services: BudgetServices): Guard {
  return (request, response, next) => {
    if (!refusedOverBudget(request.socket.remoteAddress, response, services)) next();
  };
}

type BudgetServices = Pick<HttpServices, "heartbeatBudget" | "limits" | "refusals">;

/**
 * Answers 429 with Retry-After when a client address has used up its heartbeats.
 *
 * @returns whether it did.
 */
export function refusedOverBudget(
  address: string | undefined,
  response: ServerResponse,
  { heartbeatBudget, limits, refusals }: BudgetServices,
): boolean {
  const waitMs = heartbeatBudget.waitMs(address);
  if (waitMs === 0) return false;
  refusals.note("heartbeat_rate", { client: address });
  const { heartbeats, windowMs } = limits.rateLimit;
  const detail = `more than ${heartbeats} heartbeats in ${windowMs} ms from this address; wait for ${Math.ceil(waitMs)} ms`;
  sendProblem(response, problemOf(429, detail), { "retry-after": String(Math.ceil(waitMs / 1000)) });
  return true;
}
