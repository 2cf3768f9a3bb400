import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
/** Answers a request whose route, or one of whose guards, failed. */
type ErrorAnswer = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;
/**
 * Answers what a route threw. Only one kind of it is the caller's doing: a path whose percent-encoding does not decode.
 * Everything else is a defect of this program; it is logged with its stack, and the caller learns nothing about it.
 */
export declare function handleError(logger: Logger): ErrorAnswer;
export {};
