import type { Access } from "../access/access-rules";
import type { NarrowedSender } from "../access/ingest-area";
import type { Protection } from "./protection";
/** What is known about a caller when a route asks who that is. */
export interface Caller {
    /** The `Authorization` header. */
    readonly authorization: string | undefined;
    /** The peer's address as the socket has it. */
    readonly address: string | undefined;
}
/** Whether a caller may go on, and with which heartbeats if not with all; or which status, detail and headers it gets. */
export type AccessDecision = {
    readonly allowed: true;
    readonly narrowed?: NarrowedSender;
} | Denial;
interface Denial {
    readonly allowed: false;
    readonly status: 401 | 403 | 429;
    readonly detail: string;
    /** The `WWW-Authenticate` headers, one for each way in (RFC 9110, 11.6.1), when credentials would help. */
    readonly challenges?: readonly string[];
}
/**
 * Decides about one call.
 *
 * Without any configured token or password reading is open, and what changes state is for callers on this machine. With
 * either, every call needs one whose scopes cover the route; being on this machine is no excuse then.
 *
 * @returns the decision, or a promise of it when a password has to be checked that was not seen before.
 */
export declare function decideAccess(access: Access, caller: Caller, protection: Protection): AccessDecision | Promise<AccessDecision>;
export {};
