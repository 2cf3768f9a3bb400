import { nsToSeconds } from "../../domain/clock";
import type { ClusterSnapshot, RegionSnapshot } from "../../domain/cluster-snapshot";
import type { RegionId } from "../../domain/ids";
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { reasonSentence } from "./reason-sentence";
import { stateBadge } from "./state-badge";

/** Reasons shown per region; fifteen shards that all fell silent have one cause. */
const MAX_REASONS = 10;

/** Every region with its state, since when, and why. */
export function regionTable(snapshot: ClusterSnapshot): Html {
  if (snapshot.regions.length === 0) {
    return html`<p class="muted">
      No region is known yet: no shard is assigned, and no heartbeat has arrived.
    </p>`;
  }
  const inboundLag = new Map(snapshot.inboundLag.map((lag) => [lag.regionId, lag]));
  const names = new Map<RegionId, string>([
    ...snapshot.inboundLag.map(({ regionId, regionName }) => [regionId, regionName] as const),
    ...snapshot.regions.map(({ regionId, name }) => [regionId, name] as const),
  ]);
  const nameOf = (regionId: RegionId): string => names.get(regionId) ?? String(regionId);
  const rows = snapshot.regions.map((region) =>
    regionRow(region, snapshot.takenAtNs, inboundLag.get(region.regionId)?.lagSeconds, nameOf),
  );
  return html`<div class="scroll">
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

function regionRow(
  region: RegionSnapshot,
  takenAtNs: bigint,
  inboundLagSeconds: number | undefined,
  nameOf: (regionId: RegionId) => string,
): Html {
  const { regionId, name, state, sinceNs, entities, signalsPerSecond, walBytes } = region;
  const id = name === String(regionId) ? "" : html` <span class="muted">${regionId}</span>`;
  const age = formatDuration(nsToSeconds(takenAtNs - sinceNs));
  const lag = inboundLagSeconds === undefined ? "–" : formatDuration(inboundLagSeconds);
  return html`<tr>
    <th scope="row">${name}${id}</th>
    <td>${stateBadge(state)}</td>
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
    <td class="reasons">${reasonList(region, nameOf)}</td>
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
