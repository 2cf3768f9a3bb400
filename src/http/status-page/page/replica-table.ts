import { nsToSeconds } from "../../../domain/terms/units";
import type { FollowerLag, ReplicaSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { ReplicaFigure } from "../../../domain/views/replica-figures";
import { formatBytes, formatCount, formatDuration, formatNumber } from "../format";
import { html } from "../html";
import type { Html } from "../html";
import { stateBadge } from "../state-badge";
import { choiceQuery, isDescending } from "./replica-choice";
import type { ReplicaChoice } from "./replica-choice";

/** Followers named in a row. */
const MAX_FOLLOWERS = 8;

interface Column {
  readonly title: string;
  readonly figure: ReplicaFigure;
  readonly isNumber?: true;
}

const COLUMNS: readonly Column[] = [
  { title: "Shard", figure: "shard", isNumber: true },
  { title: "Region", figure: "region" },
  { title: "State", figure: "state" },
  { title: "Last heartbeat", figure: "heartbeat" },
  { title: "Entities", figure: "entities", isNumber: true },
  { title: "Signals/s", figure: "signals", isNumber: true },
  { title: "WAL", figure: "wal", isNumber: true },
  { title: "Lag of followers", figure: "lag" },
];

/** Replicas in a table whose columns can be put in order. */
export function replicaTable(
  replicas: readonly ReplicaSnapshot[],
  takenAtNs: bigint,
  choice: ReplicaChoice,
): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Table of replicas">
    <table class="cards sorted">
      <thead>
        <tr>
          ${COLUMNS.map((column) => columnHead(column, choice))}
        </tr>
      </thead>
      <tbody>
        ${replicas.map((replica) => replicaRow(replica, takenAtNs))}
      </tbody>
    </table>
  </div>`;
}

/** A link that puts the rows in order by this column, or turns the order round. */
function columnHead({ title, figure, isNumber }: Column, choice: ReplicaChoice): Html {
  const isSorted = choice.sortBy === figure;
  const isReversed = isSorted && !choice.isReversed;
  const target = choiceQuery({ ...choice, sortBy: figure, isReversed, page: 1 });
  const kind = isNumber ? html` class="number"` : "";
  const link = html`<a href="${target}" data-choice>${title}</a>`;
  if (!isSorted) return html`<th scope="col" ${kind}>${link}</th> `;
  const [order, arrow] = isDescending(choice) ? ["descending", "▼"] : ["ascending", "▲"];
  return html`<th scope="col" ${kind} aria-sort="${order}">
    ${link} <span aria-hidden="true">${arrow}</span>
  </th> `;
}

function replicaRow(replica: ReplicaSnapshot, takenAtNs: bigint): Html {
  const { shardId, regionName, state, stats, lastArrivalNs, followers } = replica;
  const heard =
    lastArrivalNs === undefined ? "never" : `${formatDuration(nsToSeconds(takenAtNs - lastArrivalNs))} ago`;
  return html`<tr>
    <td class="number" data-label="Shard">${shardId}</td>
    <td class="name" data-label="Region">${regionName}</td>
    <td data-label="State">${stateBadge(state)}</td>
    <td data-label="Last heartbeat">${heard}</td>
    <td class="number" data-label="Entities">${stats ? formatCount(stats.entityCount) : "–"}</td>
    <td class="number" data-label="Signals/s">${signalsPerSecond(replica)}</td>
    <td class="number" data-label="WAL">${stats ? formatBytes(stats.diskBytes) : "–"}</td>
    <td class="lags" data-label="Lag of followers">${followerLags(followers)}</td>
  </tr> `;
}

/** Of one that is Offline there is only what it did before it fell silent, which says nothing of now. */
function signalsPerSecond({ state, stats }: ReplicaSnapshot): string {
  return stats && state !== "Offline" ? formatNumber(stats.signalThroughputEps) : "–";
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
