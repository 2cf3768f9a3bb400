import { NS_PER_MS, nsToSeconds } from "../../../domain/terms/units";
import type { CourseStep } from "../../../domain/history/region-courses";
import type { RegionStatus } from "../../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../../domain/terms/ids";
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { announcedMark } from "../maintenance-table";
import { reasonList } from "../reason-list";
import { explanation, namedIncidents, subjectMark } from "./region-incidents";
import type { NamedIncidents } from "./region-incidents";
import { regionIn, regionNaming } from "../region-naming";
import { sparkline, stateStrip } from "./sparkline";
import { stateBadge } from "../state-badge";

/** Regions on the page; no cluster has more regions than a person looks through. */
const MAX_REGIONS = 200;

const WORST_FIRST: readonly RegionStatus[] = ["Offline", "Degraded", "Unknown", "Healthy"];

/** Where the last hour of a region is known. */
export type CourseOf = (regionId: RegionId) => readonly CourseStep[];

/** What rows need beside their region. */
interface RowContext {
  readonly courseOf: CourseOf;
  readonly takenAtNs: bigint;
  readonly nameOf: (regionId: RegionId) => string;
  readonly incidents: NamedIncidents;
}

/** What a link to a region leads to. */
export function regionAnchor({ regionId }: Pick<RegionSnapshot, "regionId">): string {
  return `region-${regionId}`;
}

/**
 * Every region with its state, since when, and why; of very many only the worst, with a note of how many are not shown.
 *
 * @param courseOf - without it the last hour is not shown.
 */
export function regionTable(snapshot: ClusterSnapshot, courseOf: CourseOf = () => []): Html {
  if (snapshot.regions.length === 0) {
    return html`<p class="muted">
      No region is known yet: no shard is assigned, and no heartbeat has arrived.
    </p>`;
  }
  const shown = worstRegions(snapshot.regions);
  const context: RowContext = {
    courseOf,
    takenAtNs: snapshot.takenAtNs,
    nameOf: regionNaming(snapshot),
    incidents: namedIncidents(snapshot),
  };
  const rows = shown.map((region) =>
    regionRow(region, regionIn(snapshot.inboundLag, region.regionId)?.lagSeconds, context),
  );
  const note =
    shown.length < snapshot.regions.length
      ? html`<p class="muted">
          The worst ${shown.length} of ${formatCount(snapshot.regions.length)} regions; all are in
          /health.json.
        </p>`
      : "";
  return html`${note}
    <div class="scroll" role="region" tabindex="0" aria-label="Table of regions">
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Region</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">Replicas</th>
            <th scope="col" class="number">Inbound lag</th>
            <th scope="col" class="number">Signals/s</th>
            <th scope="col" class="number">Entities</th>
            <th scope="col" class="number">WAL</th>
            <th scope="col">Reasons</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

/** By number as long as all are shown; else the worst first. */
function worstRegions(regions: readonly RegionSnapshot[]): readonly RegionSnapshot[] {
  if (regions.length <= MAX_REGIONS) return regions;
  return WORST_FIRST.flatMap((wanted) => regions.filter(({ state }) => state === wanted)).slice(
    0,
    MAX_REGIONS,
  );
}

function regionRow(
  region: RegionSnapshot,
  inboundLagSeconds: number | undefined,
  { takenAtNs, nameOf, incidents, courseOf }: RowContext,
): Html {
  const { regionId, name, state, sinceNs, entities, signalsPerSecond, walBytes, reasons } = region;
  const id = name === String(regionId) ? "" : html` <span class="muted">${regionId}</span>`;
  const age = formatDuration(nsToSeconds(takenAtNs - sinceNs));
  const lag = inboundLagSeconds === undefined ? "–" : formatDuration(inboundLagSeconds);
  const nowMs = Number(takenAtNs / NS_PER_MS);
  const steps = courseOf(regionId);
  const lagLine = sparkline(steps, nowMs, "Lag", (step) => step.lagSeconds, formatDuration);
  const rateLine = sparkline(steps, nowMs, "Signals/s", (step) => step.signalsPerSecond, formatNumber);
  return html`<tr id="${regionAnchor(region)}">
    <th scope="row">${name}${id}</th>
    <td data-label="State">
      ${stateBadge(state)}${subjectMark(region, incidents)}${announcedMark(region)}${stateStrip(steps, nowMs)}
    </td>
    <td data-label="Since">
      ${age} ago<br /><time class="muted" datetime="${formatTime(sinceNs)}">${formatTime(sinceNs)}</time>
    </td>
    <td class="counts" data-label="Replicas">${replicaCounts(region)}</td>
    <td class="number" data-label="Inbound lag">${lag}${lagLine}</td>
    <td class="number" data-label="Signals/s">${formatNumber(signalsPerSecond)}${rateLine}</td>
    <td class="number" data-label="Entities">${formatCount(entities)}</td>
    <td class="number" data-label="WAL">${formatBytes(walBytes)}</td>
    <td class="reasons">
      ${explanation(region, incidents)}${reasons.length === 0 ? "–" : reasonList(reasons, nameOf)}
    </td>
  </tr> `;
}

/** Only the states that there are: "5 healthy, 1 offline". */
function replicaCounts({ replicas }: RegionSnapshot): string {
  return Object.entries(replicas)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${formatCount(count)} ${state.toLowerCase()}`)
    .join(", ");
}
