import type { IncomingMessage, ServerResponse } from "node:http";
import type { Express } from "express";
import type { Guard } from "./guard";
type Answer = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;
/**
 * Has an express application see nothing but targets that it reads without a parser of URLs: with another one it fails before
 * its first middleware, and answers with a page of its own.
 *
 * @param guards - what every request passes, also one that is refused here.
 * @param answerError - answers what express could not, in its place.
 */
export declare function withPlainTargets(app: Express, guards: readonly Guard[], answerError: Answer): Express;
export {};
