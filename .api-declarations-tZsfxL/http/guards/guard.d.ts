import type { IncomingMessage, ServerResponse } from "node:http";
/**
 * Something that a request passes before its route: it calls `next`, or answers the request itself. Express takes it as
 * middleware, and it asks for nothing that only express's own requests and responses have.
 */
export type Guard = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => unknown;
