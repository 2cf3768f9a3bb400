import { throughputCollapse } from "../signals/cluster";
import { involvedRegions } from "../signals/incident";
import { flappingRegions, mostlyOfflineClusters, unexplainedDegradedRegions, unexplainedOfflineRegions, unknownRegions } from "../signals/region";
import type { AlertTemplate } from "./alert-template";
/** What is wrong with a region as a whole. */
export declare const REGION_ALERTS: readonly [{
    readonly name: "TidaldbRegionOffline";
    readonly severity: "critical";
    readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof unexplainedOfflineRegions;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "A region is Offline, and no incident says why.";
    readonly description: (template: AlertTemplate, { thresholds }: import("../terms/base-options").BaseOptions) => string;
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
    readonly signal: typeof unexplainedDegradedRegions;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "A region is Degraded, and no incident says why.";
    readonly description: (template: AlertTemplate, { thresholds: { offlineAfterMs, degradedLagMs } }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "region";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbRegionUnknown";
    readonly severity: "warning";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof unknownRegions;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "Nothing has been heard of a region since the exporter started.";
    readonly description: (template: AlertTemplate, _: import("../terms/base-options").BaseOptions, { forMs }: import("./alert-entry").AlertTimes) => string;
    readonly dashboard: {
        readonly name: "region";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbRegionInvolved";
    readonly severity: "info";
    readonly times: ({ outlastSilencedMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof involvedRegions;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "An incident is about a region, or it is Offline.";
    readonly description: (template: AlertTemplate) => string;
    readonly dashboard: {
        readonly name: "region";
        readonly variables: readonly ["region"];
    };
}, {
    readonly name: "TidaldbRegionFlapping";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof flappingRegions;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "A region goes back and forth between its states.";
    readonly description: (template: AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "region";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [({ thresholds, windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
}, {
    readonly name: "TidaldbTooFewHealthyRegions";
    readonly severity: "warning";
    readonly times: ({ restartMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly signal: typeof mostlyOfflineClusters;
    readonly seriesLabels: readonly [];
    readonly summary: "Too few regions are left that are not Offline.";
    readonly description: (template: AlertTemplate) => string;
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
    readonly signal: typeof throughputCollapse;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "The throughput of a region is a fraction of what it was.";
    readonly description: (template: AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "region";
        readonly variables: readonly ["region"];
    };
    readonly runbook: readonly [import("./runbook-phrase").RunbookPhrase, ({ thresholds }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, ({ windows }: import("../terms/base-options").BaseOptions) => string, import("./runbook-phrase").RunbookPhrase, import("./runbook-phrase").RunbookPhrase];
}];
