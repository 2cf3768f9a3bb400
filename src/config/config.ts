import type { ControlPlaneSettings } from "../domain/terms/control-plane-settings";
import type { TenantConfig } from "../domain/terms/tenant";
import type { ShardAssignment } from "../domain/membership/topology";
import type { ShardRange } from "../strict-yaml/value-schemas";
import type { METRIC_DETAILS, TOKEN_SCOPES } from "./schema";

/** What a bearer token may be allowed to do. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** How much of the catalogue is exported: nothing per shard, nothing per follower, or everything. */
export type MetricDetail = (typeof METRIC_DETAILS)[number];

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

/** Where the topology and the tenants are kept. A file's path is absolute. */
export type StorageConfig = { readonly kind: "config" } | { readonly kind: "file"; readonly path: string };

/** Limits on what clients may do over HTTP. */
export interface HttpConfig {
  /** The largest request body in bytes, after decompression. */
  readonly maxBodyBytes: number;
  /** The most heartbeats in one request. */
  readonly maxBatch: number;
  /** The largest heartbeat in bytes. */
  readonly maxLineBytes: number;
  /** The largest head of a request in bytes. */
  readonly maxHeaderBytes: number;
  /** The time that a request's head may take to arrive. */
  readonly headerTimeoutMs: number;
  /** The time that a request may take to arrive in full. */
  readonly requestTimeoutMs: number;
  /** The time without a byte in either direction. */
  readonly idleTimeoutMs: number;
  /** The time that a whole answer may take to be read. */
  readonly answerTimeoutMs: number;
  /** What a client has to take a second, at the least. */
  readonly answerBytesPerSecond: number;
  /** Large answers other than scrapes that are sent at a time; 0: no limit. */
  readonly maxAnswers: number;
  /** Percent of the places for scrapes, and of those for other large answers, that one client address may hold. */
  readonly addressShare: number;
  /** Moments of the cluster that are held for readers at a time; 0: no limit. */
  readonly maxSnapshots: number;
  /** On each listen address; 0: no limit. */
  readonly maxConnections: number;
  /** Through the API. */
  readonly maxTenants: number;
  /** Per client address and window; 0: no limit. */
  readonly rateLimit: { readonly requests: number; readonly heartbeats: number; readonly windowMs: number };
}

/** The configuration, checked, with every default filled in. Holds no secret: it may be logged. */
export interface Config {
  readonly controlPlane: ControlPlaneSettings;
  /** By shard. Empty when the storage is a file. */
  readonly topology: readonly ShardAssignment[];
  /** In the order of the file. Empty when the storage is a file. */
  readonly tenants: readonly TenantConfig[];
  readonly storage: StorageConfig;
  readonly metrics: {
    readonly detail: MetricDetail;
    /** Most series in a scrape, before groups are left out; 0: no budget. */
    readonly maxSeries: number;
  };
  readonly http: HttpConfig;
  readonly auth: {
    readonly tokens: readonly TokenSource[];
    /** What users of the web configuration may do, by name; who is not named may scrape. */
    readonly users: ReadonlyMap<string, readonly TokenScope[]>;
    /** The users whose scope `ingest` is narrowed, by name. */
    readonly userIngest: ReadonlyMap<string, IngestNarrowing>;
    /** Whether the probes answer without credentials. */
    readonly openProbes: boolean;
  };
}
