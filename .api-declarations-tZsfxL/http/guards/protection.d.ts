import type { AccessToken } from "../access/bearer-tokens";
import type { HttpServices } from "../routing/http-services";
import type { PasswordAccess } from "../access/passwords/password-access";
/** What protects this server now. */
export interface Protection {
    readonly tokens: readonly AccessToken[];
    /** Undefined when nobody has a password. */
    readonly passwords: PasswordAccess | undefined;
    /** Whether the probes answer without credentials. */
    readonly openProbes: boolean;
}
/** What protects this server at this moment; the next request may find something else. */
export declare function protectionOf(services: Pick<HttpServices, "tokens" | "passwords" | "openProbes">): Protection;
/** Whether callers have to identify themselves at all. */
export declare function asksForCredentials({ tokens, passwords }: Omit<Protection, "openProbes">): boolean;
