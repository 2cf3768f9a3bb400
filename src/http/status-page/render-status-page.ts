import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { PeerReading } from "../../domain/terms/peer-reading";
import type { SourceReading } from "../../domain/terms/source-reading";
import type { Route } from "../routing/route";
import { formatCount, formatNumber, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { incidentList } from "./incident-list";
import type { RunbookOf } from "./incident-list";
import { maintenanceSection } from "./maintenance-table";
import { pageFrame } from "./page-frame";
import { regionTable } from "./region-table";
import { replicaTable } from "./replica-table";
import { peerTable } from "./peer-table";
import { sourceTable } from "./source-table";
import { stateBadge } from "./state-badge";

/** Seconds between two looks at the cluster; a region is Offline after 30 s, so nothing is missed for long. */
const REFRESH_SECONDS = 5;

/** What the page shows. */
export interface StatusPageInput {
  readonly snapshot: ClusterSnapshot;
  /** Why the exporter is not ready; empty when it is. */
  readonly notReady: readonly string[];
  readonly routes: readonly Route[];
  /** The control planes that are polled; none unless given. */
  readonly sources?: readonly SourceReading[];
  /** The cluster's other exporters; none unless given. */
  readonly peers?: readonly PeerReading[];
  /** What comes before every route's path in a link. Relative: behind a proxy nobody here knows how a path begins. */
  readonly basePath: string;
  readonly version: string;
  /** How long this process has been running. */
  readonly uptimeSeconds: number;
  /** Where to read what to do about an incident; without it there are no links. */
  readonly runbookOf?: RunbookOf;
  /** The tables of the snapshot, where they were made before: each is work enough for one turn of the event loop. */
  readonly tables?: { readonly regions: Html; readonly replicas: Html };
}

/** The page for people: one document without scripts, without anything to load, that refreshes itself. */
export function renderStatusPage({
  snapshot,
  notReady,
  routes,
  basePath,
  version,
  uptimeSeconds,
  tables,
  sources = [],
  peers = [],
  runbookOf,
}: StatusPageInput): string {
  const { clusterName, status, takenAtNs } = snapshot;
  const body = html` <header>
      <h1>${clusterName} ${stateBadge(status)}</h1>
      <p class="muted">
        As of <time datetime="${formatTime(takenAtNs)}">${formatTime(takenAtNs)}</time>, refreshed every
        ${REFRESH_SECONDS} s
      </p>
      ${notReady.map((reason) => html`<p class="notice">Not ready: ${reason}</p>`)} ${totals(snapshot)}
    </header>
    <main>
      <section>
        <h2>What is wrong</h2>
        ${incidentList(snapshot, uptimeSeconds, runbookOf)}
      </section>
      ${maintenanceSection(snapshot)}
      <section>
        <h2>Regions</h2>
        ${tables?.regions ?? regionTable(snapshot)}
      </section>
      ${
        sources.length > 0
          ? html`<section>
              <h2>Sources</h2>
              ${sourceTable(sources, takenAtNs)}
            </section>`
          : ""
      }
      ${
        peers.length > 0
          ? html`<section>
              <h2>Peers</h2>
              ${peerTable(peers, snapshot.regions, takenAtNs)}
            </section>`
          : ""
      }
      <section>
        <h2>Replicas</h2>
        ${tables?.replicas ?? replicaTable(snapshot)}
      </section>
    </main>
    <nav>
      <h2>Interface</h2>
      <table>
        <tbody>
          ${routes.map((route) => routeRow(route, basePath))}
        </tbody>
      </table>
    </nav>
    <footer><p class="muted">tidaldb-exporter ${version}</p></footer>`;
  return pageFrame({ title: `${status}: ${clusterName}`, refreshSeconds: REFRESH_SECONDS, body });
}

function totals(snapshot: ClusterSnapshot): Html {
  const { accepted, stale, retired, rejected } = snapshot.heartbeats;
  const entries: readonly (readonly [string, string])[] = [
    ["Shards", formatCount(snapshot.topologyShardCount)],
    ["Replicas", formatCount(snapshot.replicas.length)],
    ["Entities", formatCount(snapshot.totalEntities)],
    ["Signals/s", formatNumber(snapshot.totalSignalsPerSecond)],
    ["Tenants", formatCount(snapshot.tenantCount)],
    ["Tenants without a shard", formatCount(snapshot.unroutableTenantCount)],
    ["Leader conflicts", formatCount(snapshot.leaderConflictCount)],
    ["Shards without a leader", formatCount(snapshot.shardsWithoutLeader)],
    ["Critical shards", formatCount(snapshot.criticalShards)],
    ["Heartbeats accepted", formatCount(accepted)],
    ["stale, retired, rejected", [stale, retired, rejected].map(formatCount).join(", ")],
  ];
  return html`<dl>
    ${entries.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Links to what a browser can simply open; the rest is named. */
function routeRow({ method, path, summary }: Route, basePath: string): Html {
  const canBeOpened = method === "GET" && !path.includes("{") && path !== "/api/v1/route";
  const target = canBeOpened ? html`<a href="${basePath}${path}">${path}</a>` : html`<code>${path}</code>`;
  return html`<tr>
    <td><code>${method}</code></td>
    <td>${target}</td>
    <td>${summary}</td>
  </tr> `;
}
