import type { RegionTotals } from "../../domain/terms/cluster-snapshot";
import { disagreeingPeers } from "../../domain/terms/peer-reading";
import type { PeerReading } from "../../domain/terms/peer-reading";
import { formatAge } from "./format";
import { html } from "./html";
import type { Html } from "./html";

/** More than a line holds are only counted. */
const MOST_NAMED = 8;

/** The cluster's other exporters: whether each answers, and about which regions it says otherwise than this one. */
export function peerTable(
  peers: readonly PeerReading[],
  regions: readonly RegionTotals[],
  takenAtNs: bigint,
): Html {
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Peer</th>
        <th scope="col">State</th>
        <th scope="col">Last answer</th>
        <th scope="col">Disagrees</th>
      </tr>
    </thead>
    <tbody>
      ${peers.map(
        (peer) =>
          html`<tr>
            <th scope="row">${peer.name}</th>
            <td data-label="State">${peer.isUp ? "up" : "down"}</td>
            <td data-label="Last answer">${lastAnswer(peer, takenAtNs)}</td>
            <td data-label="Disagrees">${peer.problem ?? disagreement(peer, regions)}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function lastAnswer({ lastSuccessNs }: PeerReading, takenAtNs: bigint): string {
  if (lastSuccessNs === undefined) return "never";
  return `${formatAge(lastSuccessNs, takenAtNs)} ago`;
}

function disagreement(peer: PeerReading, regions: readonly RegionTotals[]): string {
  const others = regions.filter((region) => disagreeingPeers(region, [peer]).length > 0);
  if (others.length === 0) return "no";
  const named = others
    .slice(0, MOST_NAMED)
    .map(
      ({ name, regionId, state }) => `${name} is ${String(peer.regions.get(regionId))} there, ${state} here`,
    );
  const rest = others.length - named.length;
  return named.join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}
