import type { IncomingMessage, ServerResponse } from "node:http";

import type { Guard } from "./guard";

/** Calls one guard after the other, each when the one before it lets the request pass, and then `handle`. */
export function passGuards(
  guards: readonly Guard[],
  request: IncomingMessage,
  response: ServerResponse,
  fail: (error: unknown) => void,
  handle: () => unknown,
): void {
  let passed = 0;
  const next = (error?: unknown): void => {
    if (error !== undefined) {
      fail(error);
      return;
    }
    const guard = guards[passed];
    passed += 1;
    try {
      const result = guard === undefined ? handle() : guard(request, response, next);
      if (result instanceof Promise) result.catch(fail);
    } catch (thrown) {
      fail(thrown);
    }
  };
  next();
}
