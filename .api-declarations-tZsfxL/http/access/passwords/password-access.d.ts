import type { Scope } from "../access-rules";
import type { IngestNarrowing } from "../ingest-area";
import type { BasicCredentials } from "./basic-credentials";
import type { PasswordOutcome } from "./password-checks";
/** How callers identify themselves by name and password, and what each name may do. */
export interface PasswordAccess {
    /** @param address of the caller, "" when it is not known. */
    check(credentials: BasicCredentials, address: string): PasswordOutcome | Promise<PasswordOutcome>;
    scopesOf(name: string): readonly Scope[];
    /** The heartbeats that a user's scope `ingest` is narrowed to. Undefined, or without it: every heartbeat. */
    ingestOf?(name: string): IngestNarrowing | undefined;
}
