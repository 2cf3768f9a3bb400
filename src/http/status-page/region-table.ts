import { nsToSeconds } from "../../domain/terms/units";
import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { announcedMark } from "./maintenance-table";
import { reasonSentence } from "./reason-sentence";
import { explanation, namedIncidents, subjectMark } from "./region-incidents";
import type { NamedIncidents } from "./region-incidents";
import { regionIn, regionNaming } from "./region-naming";
import { stateBadge } from "./state-badge";

/** Reasons shown per region; fifteen shards that all fell silent have one cause. */
const MAX_REASONS = 10;

/** Regions on the page; no cluster has more regions than a person looks through. */
const MAX_REGIONS = 200;

const WORST_FIRST: readonly RegionStatus[] = ["Offline", "Degraded", "Unknown", "Healthy"];

/** What rows need beside their region. */
interface RowContext {
  readonly takenAtNs: bigint;
  readonly nameOf: (regionId: RegionId) => string;
  readonly incidents: NamedIncidents;
}

/** Every region with its state, since when, and why; of very many only the worst, with a note of how many are not shown. */
export function regionTable(snapshot: ClusterSnapshot): Html {
  if (snapshot.regions.length === 0) {
    return html`<p class="muted">
      No region is known yet: no shard is assigned, and no heartbeat has arrived.
    </p>`;
  }
  const shown = worstRegions(snapshot.regions);
  const context: RowContext = {
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
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Region</th>
            <th>State</th>
            <th>Since</th>
            <th>Replicas</th>
            <th class="number">Inbound lag</th>
            <th class="number">Entities</th>
            <th class="number">Signals/s</th>
            <th class="number">WAL</th>
            <th>Reasons</th>
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
  { takenAtNs, nameOf, incidents }: RowContext,
): Html {
  const { regionId, name, state, sinceNs, entities, signalsPerSecond, walBytes } = region;
  const id = name === String(regionId) ? "" : html` <span class="muted">${regionId}</span>`;
  const age = formatDuration(nsToSeconds(takenAtNs - sinceNs));
  const lag = inboundLagSeconds === undefined ? "–" : formatDuration(inboundLagSeconds);
  return html`<tr>
    <th scope="row">${name}${id}</th>
    <td>${stateBadge(state)}${subjectMark(region, incidents)}${announcedMark(region)}</td>
    <td>
      <time datetime="${formatTime(sinceNs)}">${formatTime(sinceNs)}</time><br /><span class="muted"
        >${age} ago</span
      >
    </td>
    <td>${replicaCounts(region)}</td>
    <td class="number">${lag}</td>
    <td class="number">${formatCount(entities)}</td>
    <td class="number">${formatNumber(signalsPerSecond)}</td>
    <td class="number">${formatBytes(walBytes)}</td>
    <td class="reasons">${explanation(region, incidents)}${reasonList(region, nameOf)}</td>
  </tr> `;
}

/** Only the states that there are: "5 healthy, 1 offline". */
function replicaCounts({ replicas }: RegionSnapshot): string {
  return Object.entries(replicas)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state.toLowerCase()}`)
    .join(", ");
}

function reasonList({ reasons }: RegionSnapshot, nameOf: (regionId: RegionId) => string): Html | string {
  if (reasons.length === 0) return "–";
  const shown = reasons
    .slice(0, MAX_REASONS)
    .map((reason) => html`<li>${reasonSentence(reason, nameOf)}</li>`);
  const hidden = reasons.length - shown.length;
  const rest = hidden > 0 ? html`<li class="muted">and ${hidden} more, see /health.json</li>` : "";
  return html`<ul>
    ${shown}${rest}
  </ul>`;
}
