import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Route } from "../routing/route";
import { Html } from "./html";
/** What the page shows. */
export interface StatusPageInput {
    readonly snapshot: ClusterSnapshot;
    /** Why the exporter is not ready; empty when it is. */
    readonly notReady: readonly string[];
    readonly routes: readonly Route[];
    /** What comes before every route's path in a link. Relative: behind a proxy nobody here knows how a path begins. */
    readonly basePath: string;
    readonly version: string;
    /** How long this process has been running. */
    readonly uptimeSeconds: number;
    /** The tables of the snapshot, where they were made before: each is work enough for one turn of the event loop. */
    readonly tables?: {
        readonly regions: Html;
        readonly replicas: Html;
    };
}
/** The page for people: one document without scripts, without anything to load, that refreshes itself. */
export declare function renderStatusPage({ snapshot, notReady, routes, basePath, version, uptimeSeconds, tables, }: StatusPageInput): string;
