import type { ControlPlaneSettings } from "../domain/terms/control-plane-settings";
import type { MaintenanceWindow } from "../domain/terms/maintenance-window";
import type { TenantConfig } from "../domain/terms/tenant";
import type { Assignments } from "../domain/membership/topology";
import type { ConfiguredLimit, ValuesOf } from "../limits/limit-values";
import type { ShardRange } from "../strict-yaml/value-schemas";
import type { Settings } from "../strict-yaml/settings-of";
import type { ConfigDocument, TOKEN_SCOPES } from "./schema";
import type { NatsConfig } from "./nats";
import type { PeerConfig } from "./peers";
import type { RecordingConfig } from "./recording";
import type { SourceConfig } from "./sources";
import type { StorageConfig } from "./storage";

/** What a bearer token may be allowed to do. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** The heartbeats that scope `ingest` is narrowed to. Of the two at least one is there; what is left out is not narrowed. */
export interface IngestNarrowing {
  readonly regions?: readonly number[];
  readonly shards?: readonly ShardRange[];
}

/** A bearer token without its secret: who it is for, and where the secret is. */
export interface TokenSource {
  readonly name: string;
  /** At least one. */
  readonly scopes: readonly TokenScope[];
  readonly ingest?: IngestNarrowing;
  readonly secretFrom:
    { readonly kind: "file"; readonly path: string } | { readonly kind: "env"; readonly variable: string };
}

/** Limits on what clients may do over HTTP: those of the table, by their property. */
export interface HttpConfig extends ValuesOf<ConfiguredLimit<"connection" | "request">> {
  readonly rateLimit: Settings<ConfigDocument["http"]["rate_limit"]>;
}

/**
 * The configuration, checked, with every default filled in. Holds no secret: it may be logged. Single values are those of
 * the schema, which describes them, under the names that `settingsOf` makes of their keys.
 */
export interface Config {
  readonly controlPlane: ControlPlaneSettings;
  /** By shard. Empty unless the storage is this configuration. */
  readonly topology: Assignments;
  /** In the order of the file. Empty unless the storage is this configuration. */
  readonly tenants: readonly TenantConfig[];
  /** In the order of the file. Empty unless the storage is this configuration. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly storage: StorageConfig;
  readonly recording: RecordingConfig;
  /** Undefined when no server of NATS is named. */
  readonly nats: NatsConfig | undefined;
  /** Control planes that are polled, in the order of the file. */
  readonly sources: readonly SourceConfig[];
  /** The cluster's other exporters, in the order of the file. */
  readonly peers: readonly PeerConfig[];
  readonly metrics: Settings<ConfigDocument["metrics"]>;
  readonly http: HttpConfig;
  readonly auth: Settings<Omit<ConfigDocument["auth"], "tokens" | "users">> & {
    readonly tokens: readonly TokenSource[];
    /** What users of the web configuration may do, by name; who is not named may scrape. */
    readonly users: ReadonlyMap<string, readonly TokenScope[]>;
    /** The users whose scope `ingest` is narrowed, by name. */
    readonly userIngest: ReadonlyMap<string, IngestNarrowing>;
  };
}
