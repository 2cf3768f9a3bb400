import type { ServerResponse } from "node:http";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
/** Refuses heartbeats of a client address that has sent too many, before anything of the body is read. */
export declare function limitHeartbeats(services: BudgetServices): Guard;
type BudgetServices = Pick<HttpServices, "heartbeatBudget" | "limits" | "refusals">;
/**
 * Answers 429 with Retry-After when a client address has used up its heartbeats.
 *
 * @returns whether it did.
 */
export declare function refusedOverBudget(address: string | undefined, response: ServerResponse, { heartbeatBudget, limits, refusals }: BudgetServices): boolean;
export {};
