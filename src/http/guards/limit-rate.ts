import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";

import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import { problemOf } from "../sending/problem";
import type { Limiting } from "./limit-places";

/**
 * Limits the requests of one client address; those over the limit get 429 and Retry-After. The address is the socket's:
 * a header could name any. IPv6 addresses count by their /56, which is what one customer usually has.
 */
export function limitRate(limiting: Limiting): Guard {
  let current: { readonly windowMs: number; readonly limiter: RequestHandler } | undefined;
  return (request, response, next) => {
    const { requests, windowMs } = limiting.settings.of(request).limits.rateLimit;
    if (requests === 0) {
      next();
      return undefined;
    }
    if (current?.windowMs !== windowMs) current = { windowMs, limiter: limiterFor(windowMs, limiting) };
    // The options below leave it nothing to ask of the request that a plain one does not have.
    return current.limiter(request as Request, response as Response, next);
  };
}

function limiterFor(windowMs: number, { settings, refusals }: Limiting): RequestHandler {
  return rateLimit({
    windowMs,
    limit: (request) => settings.of(request).limits.rateLimit.requests,
    keyGenerator: (request) => ipKeyGenerator(request.socket.remoteAddress ?? ""),
    standardHeaders: "draft-7",
    legacyHeaders: false,
    // Its checks only look for mistakes with proxies, whose headers are not used here, and print to the console.
    validate: false,
    handler: (request, response) => {
      refusals.note("request_rate", { client: request.socket.remoteAddress });
      const { requests } = settings.of(request).limits.rateLimit;
      const detail = `more than ${requests} requests in ${windowMs} ms from this address; wait, or send larger batches`;
      sendProblem(response, problemOf(429, detail));
    },
  });
}
