import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";

import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { problemOf } from "../sending/problem";

/**
 * Limits the requests of one client address; those over the limit get 429 and Retry-After. The address is the socket's:
 * a header could name any. IPv6 addresses count by their /56, which is what one customer usually has.
 */
export function limitRate(services: RateServices): Guard {
  const { limits } = services;
  let windowMs = limits.rateLimit.windowMs;
  let limiter = limiterFor(windowMs, services);
  return (request, response, next) => {
    if (windowMs !== limits.rateLimit.windowMs) {
      windowMs = limits.rateLimit.windowMs;
      limiter = limiterFor(windowMs, services);
    }
    if (limits.rateLimit.requests === 0) {
      next();
      return undefined;
    }
    // The options below leave it nothing to ask of the request that a plain one does not have.
    return limiter(request as Request, response as Response, next);
  };
}

type RateServices = Pick<HttpServices, "limits" | "refusals">;

function limiterFor(windowMs: number, { limits, refusals }: RateServices): RequestHandler {
  return rateLimit({
    windowMs,
    limit: () => limits.rateLimit.requests,
    keyGenerator: (request) => ipKeyGenerator(request.socket.remoteAddress ?? ""),
    standardHeaders: "draft-7",
    legacyHeaders: false,
    // Its checks only look for mistakes with proxies, whose headers are not used here, and print to the console.
    validate: false,
    handler: (request, response) => {
      refusals.note("request_rate", { client: request.socket.remoteAddress });
      const { requests } = limits.rateLimit;
      const detail = `more than ${requests} requests in ${windowMs} ms from this address; wait, or send larger batches`;
      sendProblem(response, problemOf(429, detail));
    },
  });
}
