import { laggingFollowers, stalledFollowers } from "../signals/replication";
import type { AlertTemplate } from "./alert-template";
/** What is wrong between regions. */
export declare const REPLICATION_ALERTS: readonly [{
    readonly name: "TidaldbFollowerLagging";
    readonly severity: "warning";
    readonly times: ({ restartOfSlopeMs }: import("./alert-entry").TimeSpans) => import("./alert-entry").AlertTimes;
    readonly silencedBy: "TidaldbRegionInvolved";
    readonly signal: typeof laggingFollowers;
    readonly seriesLabels: readonly ["region", "follower"];
    readonly labels: {
        readonly region: "follower";
        readonly leader_region: "region";
    };
    readonly summary: "A follower is behind and does not catch up.";
    readonly description: (template: AlertTemplate, { thresholds, windows }: import("../terms/base-options").BaseOptions) => string;
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
    readonly signal: typeof stalledFollowers;
    readonly seriesLabels: readonly ["region", "follower"];
    readonly labels: {
        readonly region: "follower";
        readonly leader_region: "region";
    };
    readonly summary: "A follower stands still while its leader writes.";
    readonly description: (template: AlertTemplate, { windows }: import("../terms/base-options").BaseOptions) => string;
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["region", "follower"];
    };
    readonly runbook: readonly [({ windows }: import("../terms/base-options").BaseOptions, { forMs }: {
        readonly forMs: number;
    }) => string, import("./runbook-phrase").RunbookPhrase];
}];
