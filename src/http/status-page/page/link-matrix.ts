import type { ClusterSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../../domain/terms/ids";
import { linkLags } from "../../../domain/views/link-lags";
import type { LinkLag } from "../../../domain/views/link-lags";
import { formatCount, formatDuration } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { regionNaming } from "../region-naming";

/** Regions on either side; of more those are shown that trail most, or are trailed most. */
const MAX_REGIONS = 16;

/** Links that are looked at: those between 128 regions. */
const MAX_LINKS = 16_384;

/** How far each region trails each other one that it follows: a row for each that leads, a column for each that follows. In steps. */
export function* linkMatrix(
  snapshot: ClusterSnapshot,
  degradedLagSeconds: number,
): Generator<undefined, Html> {
  const links = yield* linkLags(snapshot.replicas, MAX_LINKS);
  if (links.length === 0) {
    return html`<p class="muted">No replica that is heard says anything about followers.</p>`;
  }
  yield;
  const nameOf = regionNaming(snapshot);
  const leaders = worstOf(links, ({ leaderId }) => leaderId);
  const followers = worstOf(links, ({ followerId }) => followerId);
  const byPair = new Map(links.map((link) => [`${link.leaderId} ${link.followerId}`, link]));
  const rows = leaders.shown.map(
    (leaderId) =>
      html`<tr>
        <th scope="row">${nameOf(leaderId)}</th>
        ${followers.shown.map((followerId) =>
          cell(byPair.get(`${leaderId} ${followerId}`), leaderId === followerId, degradedLagSeconds),
        )}
      </tr> `,
  );
  const isCut = leaders.isCut || followers.isCut;
  return html`<p class="muted">
      The follower that trails most, of those in the region of the column behind leaders in the region of the
      row. Over ${formatDuration(degradedLagSeconds)} is too
      much.${isCut ? ` Of very many regions the ${formatCount(MAX_REGIONS)} that trail most.` : ""}
    </p>
    <div class="scroll" role="region" tabindex="0" aria-label="Table of lag between regions">
      <table class="matrix">
        <thead>
          <tr>
            <td class="muted">leads ↓ follows →</td>
            ${followers.shown.map((followerId) => html`<th scope="col">${nameOf(followerId)}</th> `)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

/** The regions on one side of links, by number; those with the worst lag where there are too many. */
function worstOf(
  links: readonly LinkLag[],
  sideOf: (link: LinkLag) => RegionId,
): { readonly shown: readonly RegionId[]; readonly isCut: boolean } {
  const worst = new Map<RegionId, number>();
  for (const link of links) {
    const regionId = sideOf(link);
    worst.set(regionId, Math.max(worst.get(regionId) ?? 0, link.lagSeconds));
  }
  const regionIds = [...worst].sort(([a, lagA], [b, lagB]) => lagB - lagA || a - b).map(([id]) => id);
  const shown = regionIds.slice(0, MAX_REGIONS).sort((a, b) => a - b);
  return { shown, isCut: shown.length < regionIds.length };
}

function cell(link: LinkLag | undefined, isSame: boolean, degradedLagSeconds: number): Html {
  if (link === undefined) return html`<td class="number muted">${isSame ? "" : "–"}</td> `;
  const { lagSeconds, followers } = link;
  const level =
    lagSeconds > degradedLagSeconds ? "bad" : lagSeconds > degradedLagSeconds / 2 ? "close" : "good";
  const title = followers === 1 ? "1 follower" : `${formatCount(followers)} followers`;
  return html`<td class="number lag ${level}" title="${title}">
    ${formatDuration(lagSeconds)}${level === "bad" ? html`<span class="said"> too much</span>` : ""}
  </td> `;
}
