import { nsToSeconds } from "../../domain/terms/units";
import type { ClusterSnapshot, FollowerLag, ReplicaSnapshot } from "../../domain/terms/cluster-snapshot";
import { worstReplicas } from "../../domain/views/worst-replicas";
import { formatBytes, formatCount, formatDuration, formatNumber } from "./format";
import { html } from "./html";
import type { Html } from "./html";
import { stateBadge } from "./state-badge";

/** Replicas and followers on the page: what a person can look through, and a browser can show, on every refresh. */
const MAX_REPLICAS = 200;
const MAX_FOLLOWERS = 8;

/** The replicas, worst first, then by shard and region; of very many only the first, with a note of how many are not shown. */
export function replicaTable({ replicas, takenAtNs }: ClusterSnapshot): Html {
  if (replicas.length === 0) return html`<p class="muted">No replica is known yet.</p>`;
  const shown = worstReplicas(replicas, MAX_REPLICAS);
  const note =
    shown.length < replicas.length
      ? html`<p class="muted">
          The worst ${shown.length} of ${formatCount(replicas.length)} replicas; all are in /health.json.
        </p>`
      : "";
  return html`${note}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th class="number">Shard</th>
            <th>Region</th>
            <th>State</th>
            <th>Last heartbeat</th>
            <th class="number">Entities</th>
            <th class="number">Signals/s</th>
            <th class="number">WAL</th>
            <th>Lag of followers</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((replica) => replicaRow(replica, takenAtNs))}
        </tbody>
      </table>
    </div>`;
}

function replicaRow(replica: ReplicaSnapshot, takenAtNs: bigint): Html {
  const { shardId, regionName, state, stats, lastArrivalNs, followers } = replica;
  const heard =
    lastArrivalNs === undefined ? "never" : `${formatDuration(nsToSeconds(takenAtNs - lastArrivalNs))} ago`;
  return html`<tr>
    <td class="number">${shardId}</td>
    <td class="name">${regionName}</td>
    <td>${stateBadge(state)}</td>
    <td>${heard}</td>
    <td class="number">${stats ? formatCount(stats.entityCount) : "–"}</td>
    <td class="number">${stats ? formatNumber(stats.signalThroughputEps) : "–"}</td>
    <td class="number">${stats ? formatBytes(stats.diskBytes) : "–"}</td>
    <td>${followerLags(followers)}</td>
  </tr> `;
}

/** The slowest followers first. */
function followerLags(followers: readonly FollowerLag[]): string {
  if (followers.length === 0) return "–";
  const shown = [...followers].sort((a, b) => b.lagSeconds - a.lagSeconds).slice(0, MAX_FOLLOWERS);
  const texts = shown.map(({ followerName, lagSeconds, lagSeqnos }) => {
    const distance = lagSeqnos === undefined ? "" : ` (${formatCount(lagSeqnos)} seqnos)`;
    return `${followerName} ${formatDuration(lagSeconds)}${distance}`;
  });
  const hidden = followers.length - shown.length;
  return texts.join(", ") + (hidden > 0 ? `, and ${hidden} more` : "");
}
