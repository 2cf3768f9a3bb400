import type { Access } from "./access-rules";
/** What becomes of a call: it goes on to its route, or is answered with this status. */
export type AccessOutcome = "allowed" | 401 | 403;
/** One kind of caller, and what becomes of its calls to each kind of route. */
export interface AccessRow {
    /** Who that is, for people. */
    readonly caller: string;
    readonly outcomes: Readonly<Record<Access, AccessOutcome>>;
}
/** While nothing protects the exporter: neither a token nor a password is configured. */
export declare const OPEN_ACCESS: Readonly<Record<"here" | "elsewhere", AccessRow>>;
/**
 * As soon as there is a token or a password; on this machine too. A user with a password and a token have the same rights
 * when they have the same scope.
 */
export declare const PROTECTED_ACCESS: Readonly<Record<"nobody" | "stranger" | "scrape" | "ingest" | "admin", AccessRow>>;
/** With `auth.open_probes: false` a probe asks for what a scrape asks for, once there is a token or a password. */
export declare function withClosedProbes({ caller, outcomes }: AccessRow): AccessRow;
