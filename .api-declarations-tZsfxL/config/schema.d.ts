import type { z } from "zod";
/** What a bearer token may be allowed to do. */
export declare const TOKEN_SCOPES: readonly ["scrape", "ingest", "admin"];
/** How much of the catalogue is exported. */
export declare const METRIC_DETAILS: readonly ["region", "shard", "follower"];
/** One entry of `topology.shards`. */
export declare const assignmentSchema: z.ZodPreprocess<z.ZodObject<{
    readonly shard_id: import("../strict-yaml/value-schemas").ValueSchema<number>;
    readonly region_id: import("../strict-yaml/value-schemas").ValueSchema<number>;
}, z.core.$strict>, unknown>;
/** One entry of `tenants`. */
export declare const tenantSchema: z.ZodPreprocess<z.ZodObject<{
    readonly tenant_id: import("../strict-yaml/value-schemas").ValueSchema<bigint>;
    readonly max_signals_per_sec: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
    readonly max_entities: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
    readonly max_storage_bytes: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
    readonly required_regions: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string | number>>>;
}, z.core.$strict>, unknown>;
/** One entry of `auth.tokens`. */
export declare const tokenSchema: z.ZodPreprocess<z.ZodObject<{
    readonly name: import("../strict-yaml/value-schemas").ValueSchema<string>;
    readonly scopes: z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<"scrape" | "ingest" | "admin">>;
    readonly file: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
    readonly env: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
    readonly ingest: z.ZodOptional<z.ZodPreprocess<z.ZodObject<{
        readonly regions: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string | number>>>;
        readonly shards: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").ShardRange>>>;
    }, z.core.$strict>, unknown>>;
}, z.core.$strict>, unknown>;
/** The section `health`. */
export declare const healthSchema: z.ZodPreprocess<z.ZodObject<{
    readonly offline_after: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
    readonly degraded_lag: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
    readonly forget_after: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
}, z.core.$strict>, unknown>;
/** The section `metrics`. */
export declare const metricsSchema: z.ZodPreprocess<z.ZodObject<{
    readonly detail: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<"follower" | "shard" | "region">>;
    readonly max_series: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<number>>;
}, z.core.$strict>, unknown>;
/** The section `http.rate_limit`. */
export declare const rateLimitSchema: z.ZodPreprocess<z.ZodObject<{
    readonly window: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
    readonly requests: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    readonly heartbeats: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
}, z.core.$strict>, unknown>;
/** The section `auth`. */
export declare const authSchema: z.ZodPreprocess<z.ZodObject<{
    readonly tokens: z.ZodPreprocess<z.ZodArray<z.ZodPreprocess<z.ZodObject<{
        readonly name: import("../strict-yaml/value-schemas").ValueSchema<string>;
        readonly scopes: z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<"scrape" | "ingest" | "admin">>;
        readonly file: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
        readonly env: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
        readonly ingest: z.ZodOptional<z.ZodPreprocess<z.ZodObject<{
            readonly regions: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string | number>>>;
            readonly shards: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").ShardRange>>>;
        }, z.core.$strict>, unknown>>;
    }, z.core.$strict>, unknown>>, unknown>;
    readonly users: z.ZodPreprocess<z.ZodRecord<z.ZodString, z.ZodPipe<z.ZodUnknown, z.ZodTransform<{
        scopes: ("scrape" | "ingest" | "admin")[];
        ingest?: {
            regions?: (string | number)[] | undefined;
            shards?: import("../strict-yaml/value-schemas").ShardRange[] | undefined;
        } | undefined;
    } | ("scrape" | "ingest" | "admin")[], unknown>>>, unknown>;
    readonly open_probes: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<boolean>>;
}, z.core.$strict>, unknown>;
/** The whole document, as the operator writes it. Rules between values are in `inconsistencies`. */
export declare const documentSchema: z.ZodPreprocess<z.ZodObject<{
    readonly topology: z.ZodPreprocess<z.ZodObject<{
        readonly shards: z.ZodPreprocess<z.ZodArray<z.ZodPreprocess<z.ZodObject<{
            readonly shard_id: import("../strict-yaml/value-schemas").ValueSchema<number>;
            readonly region_id: import("../strict-yaml/value-schemas").ValueSchema<number>;
        }, z.core.$strict>, unknown>>, unknown>;
    }, z.core.$strict>, unknown>;
    readonly tenants: z.ZodPreprocess<z.ZodArray<z.ZodPreprocess<z.ZodObject<{
        readonly tenant_id: import("../strict-yaml/value-schemas").ValueSchema<bigint>;
        readonly max_signals_per_sec: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
        readonly max_entities: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
        readonly max_storage_bytes: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<bigint>>;
        readonly required_regions: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string | number>>>;
    }, z.core.$strict>, unknown>>, unknown>;
    readonly storage: z.ZodPreprocess<z.ZodObject<{
        readonly kind: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<"config" | "file">>;
        readonly path: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
    }, z.core.$strict>, unknown>;
    readonly metrics: z.ZodPreprocess<z.ZodObject<{
        readonly detail: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<"follower" | "shard" | "region">>;
        readonly max_series: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<number>>;
    }, z.core.$strict>, unknown>;
    readonly http: z.ZodPreprocess<z.ZodObject<{
        readonly rate_limit: z.ZodPreprocess<z.ZodObject<{
            readonly window: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
            readonly requests: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
            readonly heartbeats: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        }, z.core.$strict>, unknown>;
        readonly max_connections: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_header: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly header_timeout: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly request_timeout: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly idle_timeout: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly answer_rate: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly answer_timeout: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_answers: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly address_share: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_snapshots: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_body: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_batch: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_line: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
        readonly max_tenants: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    }, z.core.$strict>, unknown>;
    readonly auth: z.ZodPreprocess<z.ZodObject<{
        readonly tokens: z.ZodPreprocess<z.ZodArray<z.ZodPreprocess<z.ZodObject<{
            readonly name: import("../strict-yaml/value-schemas").ValueSchema<string>;
            readonly scopes: z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<"scrape" | "ingest" | "admin">>;
            readonly file: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly env: z.ZodOptional<import("../strict-yaml/value-schemas").ValueSchema<string>>;
            readonly ingest: z.ZodOptional<z.ZodPreprocess<z.ZodObject<{
                readonly regions: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<string | number>>>;
                readonly shards: z.ZodOptional<z.ZodArray<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").ShardRange>>>;
            }, z.core.$strict>, unknown>>;
        }, z.core.$strict>, unknown>>, unknown>;
        readonly users: z.ZodPreprocess<z.ZodRecord<z.ZodString, z.ZodPipe<z.ZodUnknown, z.ZodTransform<{
            scopes: ("scrape" | "ingest" | "admin")[];
            ingest?: {
                regions?: (string | number)[] | undefined;
                shards?: import("../strict-yaml/value-schemas").ShardRange[] | undefined;
            } | undefined;
        } | ("scrape" | "ingest" | "admin")[], unknown>>>, unknown>;
        readonly open_probes: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<boolean>>;
    }, z.core.$strict>, unknown>;
    readonly max_unknown_replicas: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    readonly max_unknown_regions: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    readonly max_followers_per_heartbeat: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    readonly max_followers: z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>;
    readonly cluster: z.ZodPreprocess<z.ZodObject<{
        readonly name: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<string>>;
        readonly regions: z.ZodPreprocess<z.ZodRecord<z.ZodString, import("../strict-yaml/value-schemas").ValueSchema<string>>, unknown>;
    }, z.core.$strict>, unknown>;
    readonly health: z.ZodPreprocess<z.ZodObject<{
        readonly offline_after: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
        readonly degraded_lag: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
        readonly forget_after: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<import("../strict-yaml/value-schemas").Milliseconds>>;
    }, z.core.$strict>, unknown>;
    readonly registration: z.ZodPrefault<import("../strict-yaml/value-schemas").ValueSchema<"open" | "strict">>;
}, z.core.$strict>, unknown>;
/** The document with every value read and every default filled in. */
export type ConfigDocument = z.output<typeof documentSchema>;
