import type { ServerResponse } from "node:http";
import type { Problem } from "./problem";
/** Further headers of an answer, by lower-case name. */
export type AnswerHeaders = Readonly<Record<string, string>>;
/** Answers with a whole text. Nothing that this server says may be cached: it is true for a moment only. */
export declare function sendText(response: ServerResponse, status: number, contentType: string, text: string, headers?: AnswerHeaders): void;
/** Answers with JSON that is already text. */
export declare function sendJson(response: ServerResponse, status: number, json: string, headers?: AnswerHeaders): void;
/** Answers with a problem; its status is the answer's. */
export declare function sendProblem(response: ServerResponse, problem: Problem, headers?: AnswerHeaders): void;
/** Answers that it is done and there is nothing to say. */
export declare function sendNoContent(response: ServerResponse): void;
