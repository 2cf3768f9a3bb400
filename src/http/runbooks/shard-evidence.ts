import { takeAllSteps } from "../../domain/columns/take-all-steps";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { ShardId } from "../../domain/terms/ids";
import { replicaPage } from "../../domain/views/replica-page";
import { formatAge } from "../status-page/format";
import { html } from "../status-page/html";
import type { Html } from "../status-page/html";
import { stateBadge } from "../status-page/state-badge";

/** Replicas that are named; a shard has one in each region. */
const MAX_REPLICAS = 20;

/** What is known of the replicas of a shard, the worst first: who says that it leads, and when each was heard. */
export function shardEvidence({ replicas, takenAtNs }: ClusterSnapshot, shardId: ShardId): Html {
  const { found, replicas: shown } = takeAllSteps(
    replicaPage(replicas, {
      shardId,
      sortBy: "state",
      isDescending: false,
      offset: 0,
      limit: MAX_REPLICAS,
    }),
  );
  if (found === 0) return html`<p>No replica of shard ${shardId} is known.</p>`;
  return html`<ul>
    ${shown.map(({ regionName, state, stats, lastArrivalNs }) => {
      const heard =
        lastArrivalNs === undefined ? "never heard" : `heard ${formatAge(lastArrivalNs, takenAtNs)} ago`;
      const role = stats?.role === undefined ? "" : `, says that it is the ${stats.role}`;
      return html`<li>shard ${shardId} in ${regionName} ${stateBadge(state)} ${heard}${role}</li> `;
    })}
  </ul>`;
}
