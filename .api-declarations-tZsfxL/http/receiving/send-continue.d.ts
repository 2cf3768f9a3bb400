import type { ServerResponse } from "node:http";
/**
 * Says "100 Continue", now or as soon as the requests before this one on its connection are answered. Said earlier, Node
 * would send it between the head and the body of this very answer.
 */
export declare function sendContinue(response: ServerResponse): void;
