import type { Access } from "./access-rules";

/** What becomes of a call: it goes on to its route, or is answered with this status. */
export type AccessOutcome = "allowed" | 401 | 403;

/** One kind of caller, and what becomes of its calls to each kind of route. */
export interface AccessRow {
  /** Who that is, for people. */
  readonly caller: string;
  readonly outcomes: Readonly<Record<Access, AccessOutcome>>;
}

const FORBIDDEN_TO_WRITE = { scrape: "allowed", ingest: 403, admin: 403 } as const;
const UNKNOWN = { scrape: 401, ingest: 401, admin: 401 } as const;

/** While nothing protects the exporter: neither a token nor a password is configured. */
export const OPEN_ACCESS: Readonly<Record<"here" | "elsewhere", AccessRow>> = {
  here: {
    caller: "anybody on this machine",
    outcomes: { probe: "allowed", scrape: "allowed", ingest: "allowed", admin: "allowed" },
  },
  elsewhere: {
    caller: "anybody on another machine",
    outcomes: { probe: "allowed", ...FORBIDDEN_TO_WRITE },
  },
};

/**
 * As soon as there is a token or a password; on this machine too. A user with a password and a token have the same rights
 * when they have the same scope.
 */
export const PROTECTED_ACCESS: Readonly<
  Record<"nobody" | "stranger" | "scrape" | "ingest" | "admin", AccessRow>
> = {
  nobody: { caller: "no credentials", outcomes: { probe: "allowed", ...UNKNOWN } },
  stranger: { caller: "a wrong token or password", outcomes: { probe: "allowed", ...UNKNOWN } },
  scrape: { caller: "scope `scrape`", outcomes: { probe: "allowed", ...FORBIDDEN_TO_WRITE } },
  ingest: {
    caller: "scope `ingest`",
    outcomes: { probe: "allowed", scrape: 403, ingest: "allowed", admin: 403 },
  },
  admin: {
    caller: "scope `admin`",
    outcomes: { probe: "allowed", scrape: "allowed", ingest: "allowed", admin: "allowed" },
  },
};

/** With `auth.open_probes: false` a probe asks for what a scrape asks for, once there is a token or a password. */
export function withClosedProbes({ caller, outcomes }: AccessRow): AccessRow {
  return { caller, outcomes: { ...outcomes, probe: outcomes.scrape } };
}
