import { nsToSeconds } from "../../domain/terms/units";
import type { ClusterSnapshot, RegionSnapshot } from "../../domain/terms/cluster-snapshot";
import { reasonGroups } from "../../domain/views/reason-groups";
import { formatCount, formatDuration } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { reasonGroupSentence } from "../status-page/reason-sentence";
import { regionIn, regionNaming } from "../status-page/region-naming";
import { stateBadge } from "../status-page/state-badge";

/** Sentences shown of each region; each is about all shards that it is true of. */
const MAX_SENTENCES = 10;

/** Shards that are looked at to name them. */
const MAX_SHARDS = 1_000;

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
  const groups = reasonGroups(reasons, MAX_SHARDS);
  const shown = groups
    .slice(0, MAX_SENTENCES)
    .map((group) => html`<li>${reasonGroupSentence(group, nameOf)}</li>`);
  const hidden = groups.slice(MAX_SENTENCES).reduce((sum, { count }) => sum + count, 0);
  const rest =
    hidden > 0 ? html`<li class="muted">and ${formatCount(hidden)} more, see /health.json</li>` : "";
  return html`<p><strong>${name}</strong> ${stateBadge(state)} ${facts.join("; ")}</p>
    <ul>
      ${shown}${rest}
    </ul>`;
}
