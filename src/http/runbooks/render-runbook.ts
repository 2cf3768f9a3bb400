import { isWorse } from "../../domain/terms/cluster-health";
import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import { incidentsOfRegion } from "../../domain/views/incidents-of-region";
import { formatTime } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { incidentList } from "../status-page/incident-list";
import { pageFrame } from "../status-page/page-frame";
import { regionEvidence } from "./region-evidence";
import { runbookHtml } from "./runbook-html";
import type { StepEvidence } from "./step-evidence";

/** What is shown. */
export interface RunbookPage {
  readonly alert: string;
  /** With the labels of the alert in it. */
  readonly markdown: string;
  /** What stands beside its steps. */
  readonly beside: StepEvidence;
  readonly snapshot: ClusterSnapshot;
  /** The regions that the page of the alert names, if it names any; the evidence is about these. */
  readonly regions: readonly RegionSnapshot[];
  /** What the page of the alert calls a region, and this exporter does not: renamed since, gone, or of another cluster. */
  readonly unknownRegions: readonly string[];
  readonly linkTo: (alert: string) => string;
  /** What leads to the status page. */
  readonly home: string;
  readonly uptimeSeconds: number;
}

/** A runbook with the labels of its alert in it, below what the exporter sees at this moment. */
export function renderRunbook(page: RunbookPage): string {
  const { alert, markdown, beside, snapshot, linkTo, home } = page;
  const takenAt = formatTime(snapshot.takenAtNs);
  const body = html`<header>
      <p><a href="${home}">${snapshot.clusterName}</a> · <a href="${linkTo("")}">all runbooks</a></p>
    </header>
    <main>
      <section>
        <h2>At this moment</h2>
        <p class="muted">As of <time datetime="${takenAt}">${takenAt}</time></p>
        ${evidence(page)}
      </section>
      <article>${runbookHtml(markdown, linkTo, beside)}</article>
    </main>`;
  return pageFrame({ title: alert, body });
}

function evidence({ snapshot, regions, unknownRegions, uptimeSeconds }: RunbookPage): Html {
  const notes = unknownRegions.map(
    (name) =>
      html`<p class="notice">
        No region is called ${name}
        here${regions.length === 0 ? ": what follows is about the whole cluster" : ""}.
      </p>`,
  );
  if (regions.length === 0) return html`${notes}${incidentList(snapshot, uptimeSeconds)}`;
  const incidents = snapshot.incidents.filter((incident) =>
    regions.some(({ regionId }) => incidentsOfRegion([incident], regionId).length > 0),
  );
  const status = regions.reduce<RegionStatus>(
    (worst, { state }) => (isWorse(state, worst) ? state : worst),
    "Healthy",
  );
  // Those that are listed nowhere are the whole cluster's: none of them need be about these regions.
  const narrowed = { ...snapshot, regions, incidents, incidentsNotListed: 0, status };
  return html`${notes}${incidentList(narrowed, uptimeSeconds)} ${regionEvidence(narrowed)}`;
}

/** The list of all of them. */
export function renderRunbookList(
  alerts: readonly string[],
  clusterName: string,
  home: string,
  linkTo: (alert: string) => string,
): string {
  const body = html`<header>
      <p><a href="${home}">${clusterName}</a></p>
      <h1>Runbooks</h1>
    </header>
    <main>
      <ul>
        ${alerts.map((alert) => html`<li><a href="${linkTo(alert)}">${alert}</a></li> `)}
      </ul>
    </main>`;
  return pageFrame({ title: "Runbooks", body });
}
