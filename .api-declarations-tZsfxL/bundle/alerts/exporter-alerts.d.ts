import { unroutableTenants } from "../signals/cluster";
import { absentExporters, blindControlPlanes, certificatesAboutToExpire, certificatesToRenew, failedReloads, heartbeatOfAlerting, lostLogLines, reachedLimits, rejectedHeartbeats, restartingExporters, seriesOverBudget, slowRenders, stalledExporters, unreachableExporters } from "../signals/exporter";
import type { AlertTemplate } from "./alert-template";
/** What is wrong with the exporter, with what it is told, or with the way from here to a person. */
export declare const EXPORTER_ALERTS: readonly [{
    readonly name: "TidaldbTenantsUnroutable";
    readonly severity: "warning";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof unroutableTenants;
    readonly seriesLabels: readonly [];
    readonly summary: "There are tenants that no shard may hold.";
    readonly description: (template: AlertTemplate) => string;
    readonly dashboard: {
        readonly name: "overview";
        readonly variables: readonly [];
    };
}, {
    readonly name: "TidaldbHeartbeatsRejected";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof rejectedHeartbeats;
    readonly seriesLabels: readonly [];
    readonly summary: "The exporter rejects heartbeats.";
    readonly description: (template: AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbLimitReached";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof reachedLimits;
    readonly seriesLabels: readonly ["limit"];
    readonly summary: "The exporter refuses clients because of a limit.";
    readonly description: (template: AlertTemplate) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbExporterUnreachable";
    readonly severity: "critical";
    readonly times: () => import("./alert-entry").AlertTimes;
    readonly signal: typeof unreachableExporters;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "Prometheus cannot scrape an exporter.";
    readonly description: (template: AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
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
    readonly signal: typeof absentExporters;
    readonly seriesLabels: readonly [];
    readonly summary: "Prometheus has no exporter to scrape.";
    readonly description: (template: AlertTemplate, { jobName }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [({ jobName }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbControlPlanesBlind";
    readonly severity: "critical";
    readonly times: ({ pendingPhaseMs, gapMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof blindControlPlanes;
    readonly seriesLabels: readonly [];
    readonly summary: "The exporters of a cluster answer, and know nothing.";
    readonly description: (template: AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbExporterRestarting";
    readonly severity: "warning";
    readonly times: ({ gapMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof restartingExporters;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "An exporter starts again and again.";
    readonly description: (template: AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbConfigReloadFailed";
    readonly severity: "warning";
    readonly times: () => import("./alert-entry").AlertTimes;
    readonly signal: typeof failedReloads;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "An exporter could not load its changed configuration.";
    readonly description: (template: AlertTemplate) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
}, {
    readonly name: "TidaldbLogLinesLost";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof lostLogLines;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "An exporter cannot write its log.";
    readonly description: (template: AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
}, {
    readonly name: "TidaldbCertificateAboutToExpire";
    readonly severity: "critical";
    readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof certificatesAboutToExpire;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "The certificate of an exporter is about to end.";
    readonly description: typeof endOfCertificate;
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
    readonly signal: typeof certificatesToRenew;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "The certificate of an exporter has to be renewed.";
    readonly description: typeof endOfCertificate;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [({ thresholds }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbSeriesOverBudget";
    readonly severity: "info";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof seriesOverBudget;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "An exporter has more series than planned.";
    readonly description: (template: AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "TidaldbSlowRender";
    readonly severity: "info";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof slowRenders;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "An exporter takes long to render a scrape.";
    readonly description: (template: AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbExporterStalled";
    readonly severity: "info";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof stalledExporters;
    readonly seriesLabels: readonly ["instance"];
    readonly summary: "The process of an exporter stands still at times.";
    readonly description: (template: AlertTemplate, { thresholds, windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "exporter";
        readonly variables: readonly [];
    };
    readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string];
}, {
    readonly name: "Watchdog";
    readonly severity: "none";
    readonly times: () => import("./alert-entry").AlertTimes;
    readonly signal: typeof heartbeatOfAlerting;
    readonly seriesLabels: readonly [];
    readonly summary: "Alerting works.";
    readonly description: () => string;
    readonly dashboard: {
        readonly name: "overview";
    };
}];
declare function endOfCertificate(template: AlertTemplate): string;
export {};
