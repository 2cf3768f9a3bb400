import type { AlertEntry } from "./alert-entry";
declare const GROUPS: readonly [{
    readonly name: "tidaldb.incidents";
    readonly alerts: readonly [{
        readonly name: "TidaldbNothingHeard";
        readonly severity: "critical";
        readonly incident: "cluster";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
        readonly seriesLabels: readonly [];
        readonly summary: "Whole regions fell silent at the same time.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly annotations: {
            readonly title: (template: import("./alert-template").AlertTemplate) => string;
            readonly since: (template: import("./alert-template").AlertTemplate) => string;
        };
        readonly dashboard: {
            readonly name: "overview";
            readonly variables: readonly [];
        };
        readonly runbook: import("./runbook-phrase").RunbookPhrase[];
    }, {
        readonly name: "TidaldbRegionInTrouble";
        readonly severity: "critical";
        readonly incident: "region";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "A region is silent, cut off, behind, or does not ship.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly annotations: {
            readonly title: (template: import("./alert-template").AlertTemplate) => string;
            readonly since: (template: import("./alert-template").AlertTemplate) => string;
        };
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: import("./runbook-phrase").RunbookPhrase[];
    }, {
        readonly name: "TidaldbLinkInTrouble";
        readonly severity: "critical";
        readonly incident: "link";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
        readonly seriesLabels: readonly ["region", "peer"];
        readonly labels: {
            readonly region: "region";
            readonly peer: "peer";
        };
        readonly summary: "Two regions do not get each other's writes.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly annotations: {
            readonly title: (template: import("./alert-template").AlertTemplate) => string;
            readonly since: (template: import("./alert-template").AlertTemplate) => string;
        };
        readonly dashboard: {
            readonly name: "replication";
            readonly variables: readonly ["region"];
        };
        readonly runbook: import("./runbook-phrase").RunbookPhrase[];
    }, {
        readonly name: "TidaldbReplicaInTrouble";
        readonly severity: "critical";
        readonly incident: "replica";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
        readonly seriesLabels: readonly ["region", "shard"];
        readonly labels: {
            readonly region: "region";
            readonly shard: "shard";
        };
        readonly summary: "A replica of a shard is silent, unstable or behind.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly annotations: {
            readonly title: (template: import("./alert-template").AlertTemplate) => string;
            readonly since: (template: import("./alert-template").AlertTemplate) => string;
        };
        readonly dashboard: {
            readonly name: "replication";
            readonly variables: readonly ["region", "shard"];
        };
        readonly runbook: import("./runbook-phrase").RunbookPhrase[];
    }, {
        readonly name: "TidaldbLeadershipLost";
        readonly severity: "critical";
        readonly incident: "shard";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
        readonly seriesLabels: readonly ["shard"];
        readonly labels: {
            readonly shard: "shard";
        };
        readonly summary: "A shard has two leaders, or none.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly annotations: {
            readonly title: (template: import("./alert-template").AlertTemplate) => string;
            readonly since: (template: import("./alert-template").AlertTemplate) => string;
        };
        readonly dashboard: {
            readonly name: "replication";
            readonly variables: readonly ["shard"];
        };
        readonly runbook: import("./runbook-phrase").RunbookPhrase[];
    }];
}, {
    readonly name: "tidaldb.regions";
    readonly alerts: readonly [{
        readonly name: "TidaldbRegionOffline";
        readonly severity: "critical";
        readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/region").unexplainedOfflineRegions;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "A region is Offline, and no incident says why.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbRegionDegraded";
        readonly severity: "warning";
        readonly pages: true;
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly silencedBy: "TidaldbRegionOffline";
        readonly signal: typeof import("../signals/region").unexplainedDegradedRegions;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "A region is Degraded, and no incident says why.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds: { offlineAfterMs, degradedLagMs } }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbRegionUnknown";
        readonly severity: "warning";
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/region").unknownRegions;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "Nothing has been heard of a region since the exporter started.";
        readonly description: (template: import("./alert-template").AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbRegionInvolved";
        readonly severity: "info";
        readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/incident").involvedRegions;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "An incident is about a region, or it is Offline.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
    }, {
        readonly name: "TidaldbRegionFlapping";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/region").flappingRegions;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "A region goes back and forth between its states.";
        readonly description: (template: import("./alert-template").AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbTooFewHealthyRegions";
        readonly severity: "warning";
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/region").mostlyOfflineClusters;
        readonly seriesLabels: readonly [];
        readonly summary: "Too few regions are left that are not Offline.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "overview";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ thresholds }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbThroughputCollapse";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly waiting: readonly [{
            readonly mustBe: "shorter";
            readonly than: "throughputPastMs";
            readonly part: {
                readonly ms: ({ throughputPastMs, throughputMs }: import("../terms/base-options").BundleWindows) => number;
                readonly text: "half of windows.throughput_past less windows.throughput";
            };
            readonly why: "a collapse is the median of throughput_past after half of it, and the alert can never fire";
        }];
        readonly silencedBy: "TidaldbRegionInvolved";
        readonly signal: typeof import("../signals/cluster").throughputCollapse;
        readonly seriesLabels: readonly ["region"];
        readonly labels: {
            readonly region: "region";
        };
        readonly summary: "The throughput of a region is a fraction of what it was.";
        readonly description: (template: import("./alert-template").AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "region";
            readonly variables: readonly ["region"];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }];
}, {
    readonly name: "tidaldb.shards";
    readonly alerts: readonly [{
        readonly name: "TidaldbShardDown";
        readonly severity: "warning";
        readonly times: ({ pendingPhaseMs, restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly silencedBy: "TidaldbRegionInvolved";
        readonly signal: typeof import("../signals/shard").downShards;
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
        readonly signal: typeof import("../signals/shard").neverSeenShards;
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
        readonly signal: typeof import("../signals/cluster").criticalShards;
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
        readonly signal: typeof import("../signals/shard").wrongClocks;
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
        readonly signal: typeof import("../signals/shard").growingWals;
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
}, {
    readonly name: "tidaldb.replication";
    readonly alerts: readonly [{
        readonly name: "TidaldbFollowerLagging";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly silencedBy: "TidaldbRegionInvolved";
        readonly signal: typeof import("../signals/replication").laggingFollowers;
        readonly seriesLabels: readonly ["region", "follower"];
        readonly labels: {
            readonly region: "follower";
            readonly leader_region: "region";
        };
        readonly summary: "A follower is behind and does not catch up.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds, windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "replication";
            readonly variables: readonly ["region", "follower"];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbReplicationStalled";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly silencedBy: "TidaldbRegionInvolved";
        readonly signal: typeof import("../signals/replication").stalledFollowers;
        readonly seriesLabels: readonly ["region", "follower"];
        readonly labels: {
            readonly region: "follower";
            readonly leader_region: "region";
        };
        readonly summary: "A follower stands still while its leader writes.";
        readonly description: (template: import("./alert-template").AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "replication";
            readonly variables: readonly ["region", "follower"];
        };
        readonly runbook: readonly [({ windows }: import("../terms/base-options").BaseOptions, { forMs }: {
            readonly forMs: number;
        }) => string, import("./runbook-phrase").RunbookPhrase];
    }];
}, {
    readonly name: "tidaldb.exporter";
    readonly alerts: readonly [{
        readonly name: "TidaldbTenantsUnroutable";
        readonly severity: "warning";
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/cluster").unroutableTenants;
        readonly seriesLabels: readonly [];
        readonly summary: "There are tenants that no shard may hold.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "overview";
            readonly variables: readonly [];
        };
    }, {
        readonly name: "TidaldbHeartbeatsRejected";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").rejectedHeartbeats;
        readonly seriesLabels: readonly [];
        readonly summary: "The exporter rejects heartbeats.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbLimitReached";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").reachedLimits;
        readonly seriesLabels: readonly ["limit"];
        readonly summary: "The exporter refuses clients because of a limit.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbExporterUnreachable";
        readonly severity: "critical";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").unreachableExporters;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "Prometheus cannot scrape an exporter.";
        readonly description: (template: import("./alert-template").AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbExporterAbsent";
        readonly severity: "critical";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly waiting: readonly [{
            readonly mustBe: "shorter";
            readonly than: "heardMs";
            readonly withEvaluation: true;
            readonly why: "an exporter that vanished beside others is forgotten before the alert fires";
        }];
        readonly signal: typeof import("../signals/exporter").absentExporters;
        readonly seriesLabels: readonly [];
        readonly summary: "Prometheus has no exporter to scrape.";
        readonly description: (template: import("./alert-template").AlertTemplate, { jobName }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ jobName }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbControlPlanesBlind";
        readonly severity: "critical";
        readonly times: ({ pendingPhaseMs, gapMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").blindControlPlanes;
        readonly seriesLabels: readonly [];
        readonly summary: "The exporters of a cluster answer, and know nothing.";
        readonly description: (template: import("./alert-template").AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbExporterRestarting";
        readonly severity: "warning";
        readonly times: ({ gapMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").restartingExporters;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "An exporter starts again and again.";
        readonly description: (template: import("./alert-template").AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbConfigReloadFailed";
        readonly severity: "warning";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").failedReloads;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "An exporter could not load its changed configuration.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
    }, {
        readonly name: "TidaldbLogLinesLost";
        readonly severity: "warning";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").lostLogLines;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "An exporter cannot write its log.";
        readonly description: (template: import("./alert-template").AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
    }, {
        readonly name: "TidaldbCertificateAboutToExpire";
        readonly severity: "critical";
        readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").certificatesAboutToExpire;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "The certificate of an exporter is about to end.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ thresholds }: import("../terms/base-options").BaseOptions) => string, ({ thresholds }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbCertificateExpiresSoon";
        readonly severity: "warning";
        readonly times: ({ gapMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly silencedBy: "TidaldbCertificateAboutToExpire";
        readonly signal: typeof import("../signals/exporter").certificatesToRenew;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "The certificate of an exporter has to be renewed.";
        readonly description: (template: import("./alert-template").AlertTemplate) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ thresholds }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbSeriesOverBudget";
        readonly severity: "info";
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").seriesOverBudget;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "An exporter has more series than planned.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "TidaldbSlowRender";
        readonly severity: "info";
        readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").slowRenders;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "An exporter takes long to render a scrape.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
    }, {
        readonly name: "TidaldbExporterStalled";
        readonly severity: "info";
        readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").stalledExporters;
        readonly seriesLabels: readonly ["instance"];
        readonly summary: "The process of an exporter stands still at times.";
        readonly description: (template: import("./alert-template").AlertTemplate, { thresholds, windows }: import("../terms/base-options").BaseOptions) => string;
        readonly dashboard: {
            readonly name: "exporter";
            readonly variables: readonly [];
        };
        readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
    }, {
        readonly name: "Watchdog";
        readonly severity: "none";
        readonly times: () => import("./alert-entry").AlertTimes;
        readonly signal: typeof import("../signals/exporter").heartbeatOfAlerting;
        readonly seriesLabels: readonly [];
        readonly summary: "Alerting works.";
        readonly description: () => string;
        readonly dashboard: {
            readonly name: "overview";
        };
    }];
}];
/** The name of one alert; its runbook is called the same. */
export type AlertName = (typeof GROUPS)[number]["alerts"][number]["name"];
/** The entries of one group of rules. */
export interface AlertEntryGroup {
    readonly name: string;
    readonly alerts: readonly AlertEntry<AlertName>[];
}
/** Every alert of the bundle by group, in the order in which the rules and the documents list them. */
export declare const ALERT_ENTRY_GROUPS: readonly AlertEntryGroup[];
/** The same, without groups. */
export declare const ALERT_ENTRIES: readonly AlertEntry<AlertName>[];
/** The names, in the same order. */
export declare const ALERT_NAMES: readonly AlertName[];
export {};
