import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, MemoryStore, rateLimit } from "express-rate-limit";

import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import { problemOf } from "../sending/problem";
import type { Limiting } from "./limit-places";

/** Counts requests by address, in windows of one length. */
interface RateLimiter {
  readonly windowMs: number;
  readonly counts: MemoryStore;
  readonly limit: RequestHandler;
}

/**
 * Limits the requests of one client address; those over the limit get 429 and Retry-After. The address is the socket's:
 * a header could name any. IPv6 addresses count by their /56, which is what one customer usually has.
 */
export function limitRate(limiting: Limiting): Guard {
  let current: RateLimiter | undefined;
  return (request, response, next) => {
    const { requests, windowMs } = limiting.settings.of(request).limits.rateLimit;
    if (requests === 0) {
      next();
      return undefined;
    }
    if (current?.windowMs !== windowMs) {
      // Its timer would go on for as long as the process does.
      current?.counts.shutdown();
      current = limiterFor(windowMs, limiting);
    }
    // The options below leave it nothing to ask of the request that a plain one does not have.
    return current.limit(request as Request, response as Response, next);
  };
}

function limiterFor(windowMs: number, { settings, refusals }: Limiting): RateLimiter {
  const counts = new MemoryStore();
  const limit = rateLimit({
    windowMs,
    store: counts,
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
  return { windowMs, counts, limit };
}
