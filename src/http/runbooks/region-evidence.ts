import { nsToSeconds } from "../../domain/terms/units";
import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import { formatDuration } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { reasonList } from "../status-page/reason-list";
import { regionIn, regionNaming } from "../status-page/region-naming";
import { stateBadge } from "../status-page/state-badge";

/** How the regions of an alert stand, as text that fits a telephone: the table of the status page is wider than one. */
export function regionEvidence(snapshot: ClusterSnapshot): Html {
  return html`${snapshot.regions.map((region) => evidenceOf(region, snapshot))}`;
}

function evidenceOf(region: RegionSnapshot, snapshot: ClusterSnapshot): Html {
  const { name, regionId, state, sinceNs, reasons, replicas } = region;
  const nameOf = regionNaming(snapshot);
  const counts = Object.entries(replicas)
    .filter(([, count]) => count > 0)
    .map(([replicaState, count]) => `${count} ${replicaState.toLowerCase()}`);
  const lag = regionIn(snapshot.inboundLag, regionId)?.lagSeconds;
  const facts = [
    `for ${formatDuration(nsToSeconds(snapshot.takenAtNs - sinceNs))}`,
    `replicas: ${counts.join(", ")}`,
    ...(lag === undefined ? [] : [`inbound lag ${formatDuration(lag)}`]),
  ];
  return html`<p><strong>${name}</strong> ${stateBadge(state)} ${facts.join("; ")}</p>
    ${reasons.length > 0 ? reasonList(reasons, nameOf) : ""}`;
}
