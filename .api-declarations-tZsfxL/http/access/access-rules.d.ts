/** What a bearer token may do. `admin` includes the two others; `scrape` and `ingest` include nothing else. */
export type Scope = "scrape" | "ingest" | "admin";
/**
 * The scope a route asks for; `probe` asks for none unless probes are protected, and for `scrape` then. Each route states its
 * own: reading needs `scrape`, heartbeats need `ingest`, and whatever else changes state needs `admin`.
 */
export type Access = Scope | "probe";
/** Whether a token with these scopes may do what needs `needed`. */
export declare function grants(scopes: readonly Scope[], needed: Scope): boolean;
