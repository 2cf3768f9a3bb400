import { criticalShards } from "../signals/cluster";
import { downShards, growingWals, neverSeenShards, wrongClocks } from "../signals/shard";
/** What is wrong with single shards. */
export declare const SHARD_ALERTS: readonly [{
    readonly name: "TidaldbShardDown";
    readonly severity: "warning";
    readonly times: ({ pendingPhaseMs, restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly silencedBy: "TidaldbRegionInvolved";
    readonly signal: typeof downShards;
    readonly seriesLabels: readonly ["region", "shard"];
    readonly labels: {
        readonly region: "region";
        readonly shard: "shard";
    };
    readonly summary: "A shard stopped sending heartbeats.";
    readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["region", "shard"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbShardNeverSeen";
    readonly severity: "warning";
    readonly times: ({ pendingPhaseMs, restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly silencedBy: "TidaldbRegionInvolved";
    readonly signal: typeof neverSeenShards;
    readonly seriesLabels: readonly ["region", "shard"];
    readonly labels: {
        readonly region: "region";
        readonly shard: "shard";
    };
    readonly summary: "The topology names a shard that has not been heard.";
    readonly description: (template: import("./alert-template").AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["region", "shard"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, ({ windows }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbCriticalShards";
    readonly severity: "warning";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof criticalShards;
    readonly seriesLabels: readonly [];
    readonly summary: "The next failure may lose data of a shard.";
    readonly description: (template: import("./alert-template").AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
    readonly dashboard: {
        readonly name: "overview";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbClockSkew";
    readonly severity: "warning";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly silencedBy: "TidaldbRegionInvolved";
    readonly signal: typeof wrongClocks;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "The clock of a shard is wrong, or the exporter's.";
    readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, ({ thresholds }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbWalGrowth";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly waiting: readonly [{
        readonly mustBe: "longer";
        readonly than: "walTrendMs";
        readonly why: "one leap of a WAL would be taken for growth";
    }, {
        readonly mustBe: "shorter";
        readonly than: "walPastMs";
        readonly why: "a WAL is then compared with itself after the growth, and the alert can never fire";
    }];
    readonly silencedBy: "TidaldbRegionInvolved";
    readonly signal: typeof growingWals;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "The WAL of a shard keeps growing.";
    readonly description: (template: import("./alert-template").AlertTemplate, { thresholds, windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, ({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
}];
