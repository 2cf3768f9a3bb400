import type { RequestHandler } from "express";
/** Answers methods that a known path does not have: OPTIONS with what there is, the others with 405. */
export declare function refuseMethod(methods: readonly string[]): RequestHandler;
/** Answers paths that nothing was registered for. */
export declare const refusePath: RequestHandler;
