import type { AlertTimes } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
/** What heals is told at once: the record of an incident holds on, not its alert. */
declare function pageTimes(): AlertTimes;
/** What is broken: one alert for each subject, whatever the cause is or becomes. All of them page. */
export declare const INCIDENT_ALERTS: readonly [{
    readonly name: "TidaldbNothingHeard";
    readonly severity: "critical";
    readonly incident: "cluster";
    readonly times: typeof pageTimes;
    readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
    readonly seriesLabels: readonly [];
    readonly summary: "Whole regions fell silent at the same time.";
    readonly description: (template: AlertTemplate) => string;
    readonly annotations: {
        readonly title: (template: AlertTemplate) => string;
        readonly since: (template: AlertTemplate) => string;
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
    readonly times: typeof pageTimes;
    readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
    readonly seriesLabels: readonly ["region"];
    readonly labels: {
        readonly region: "region";
    };
    readonly summary: "A region is silent, cut off, behind, or does not ship.";
    readonly description: (template: AlertTemplate) => string;
    readonly annotations: {
        readonly title: (template: AlertTemplate) => string;
        readonly since: (template: AlertTemplate) => string;
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
    readonly times: typeof pageTimes;
    readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
    readonly seriesLabels: readonly ["region", "peer"];
    readonly labels: {
        readonly region: "region";
        readonly peer: "peer";
    };
    readonly summary: "Two regions do not get each other's writes.";
    readonly description: (template: AlertTemplate) => string;
    readonly annotations: {
        readonly title: (template: AlertTemplate) => string;
        readonly since: (template: AlertTemplate) => string;
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
    readonly times: typeof pageTimes;
    readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
    readonly seriesLabels: readonly ["region", "shard"];
    readonly labels: {
        readonly region: "region";
        readonly shard: "shard";
    };
    readonly summary: "A replica of a shard is silent, unstable or behind.";
    readonly description: (template: AlertTemplate) => string;
    readonly annotations: {
        readonly title: (template: AlertTemplate) => string;
        readonly since: (template: AlertTemplate) => string;
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
    readonly times: typeof pageTimes;
    readonly signal: (promql: import("../promql/promql").Promql) => import("../signals/signal").Signal;
    readonly seriesLabels: readonly ["shard"];
    readonly labels: {
        readonly shard: "shard";
    };
    readonly summary: "A shard has two leaders, or none.";
    readonly description: (template: AlertTemplate) => string;
    readonly annotations: {
        readonly title: (template: AlertTemplate) => string;
        readonly since: (template: AlertTemplate) => string;
    };
    readonly dashboard: {
        readonly name: "replication";
        readonly variables: readonly ["shard"];
    };
    readonly runbook: import("./runbook-phrase").RunbookPhrase[];
}];
export {};
