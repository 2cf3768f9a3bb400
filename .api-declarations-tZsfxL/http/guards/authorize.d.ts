import type { ServerResponse } from "node:http";
import type { Access } from "../access/access-rules";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import type { AccessDecision } from "./access-decision";
/** Lets only those callers through that the access rules allow; answers 401, 403 or 429 to the others. */
export declare function authorize(access: Access, services: HttpServices): Guard;
/** Answers a caller that may not go on. */
export declare function sendDenial(response: ServerResponse, { status, detail, challenges }: Extract<AccessDecision, {
    allowed: false;
}>): void;
