import type { IncomingMessage, ServerResponse } from "node:http";

import type { Express } from "express";

import { sendProblem } from "../sending/answer";
import { closeWithConnection } from "../sending/close-with-connection";
import type { Guard } from "./guard";
import { passGuards } from "./pass-guards";
import { problemOf } from "../sending/problem";
import { readTarget } from "../routing/request-target";

type Answer = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;
type Handle = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

/**
 * Has an express application see nothing but targets that it reads without a parser of URLs: with another one it fails before
 * its first middleware, and answers with a page of its own.
 *
 * @param guards - what every request passes, also one that is refused here.
 * @param answerError - answers what express could not, in its place.
 */
export function withPlainTargets(app: Express, guards: readonly Guard[], answerError: Answer): Express {
  // Its types do not have it, but both ways into an application lead through it: being called and being mounted.
  const inner = app as unknown as { handle: Handle };
  const handle = inner.handle.bind(app);
  inner.handle = (request, response, next) => {
    // It may be mounted in a server that is not ours.
    closeWithConnection(request, response);
    const read = readTarget(request.url ?? "");
    const fail = (error?: unknown): void => {
      answerError(error, request, response);
    };
    if (read.ok) {
      request.url = read.value;
      handle(request, response, next ?? fail);
    } else {
      passGuards(guards, request, response, fail, () => {
        sendProblem(response, problemOf(400, read.message));
      });
    }
  };
  return app;
}
