import type { IncomingMessage, ServerResponse } from "node:http";
import type { Guard } from "./guard";
/** Calls one guard after the other, each when the one before it lets the request pass, and then `handle`. */
export declare function passGuards(guards: readonly Guard[], request: IncomingMessage, response: ServerResponse, fail: (error: unknown) => void, handle: () => unknown): void;
