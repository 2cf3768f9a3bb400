/** What a bearer token may do. `admin` includes the two others; `scrape` and `ingest` include nothing else. */
export type Scope = "scrape" | "ingest" | "admin";

/** The scope a route asks for; `probe` asks for none unless probes are protected, and for `scrape` then. */
export type Access = Scope | "probe";

/**
 * Who may call what: the only place that says so. The key is the route's name, which is also its operationId in the
 * OpenAPI document.
 *
 * Reading needs `scrape`, heartbeats need `ingest`, and whatever else changes state needs `admin`.
 */
export const ACCESS_RULES = {
  getStatusPage: "scrape",
  getMetrics: "scrape",
  getHealthJson: "scrape",
  getHealth: "scrape",
  getHealthy: "probe",
  getReady: "probe",
  reload: "admin",
  postHeartbeats: "ingest",
  getTopology: "scrape",
  getShard: "scrape",
  putShard: "admin",
  deleteShard: "admin",
  deleteRegion: "admin",
  listTenants: "scrape",
  getTenant: "scrape",
  putTenant: "admin",
  deleteTenant: "admin",
  getPlacement: "scrape",
  getOpenApi: "scrape",
} as const satisfies Record<string, Access>;

export type RouteName = keyof typeof ACCESS_RULES;

/** Whether a token with these scopes may do what needs `needed`. */
export function grants(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes(needed) || scopes.includes("admin");
}
