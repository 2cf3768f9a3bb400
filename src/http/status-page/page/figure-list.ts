import type { ClusterSnapshot } from "../../../domain/terms/cluster-snapshot";
import { formatCount, formatNumber } from "../format";
import { html } from "../html";
import type { Html } from "../html";

/** What the cluster adds up to. Figures that should be 0 and are not stand out. */
export function figureList(snapshot: ClusterSnapshot): Html {
  const { accepted, stale, retired, rejected } = snapshot.heartbeats;
  const bad = (count: number): string => (count > 0 ? "bad" : "");
  const entries: readonly (readonly [term: string, value: string, kind?: string])[] = [
    ["Shards in the topology", formatCount(snapshot.topologyShardCount)],
    ["Replicas", formatCount(snapshot.replicas.length)],
    ["Shards without a leader", formatCount(snapshot.shardsWithoutLeader), bad(snapshot.shardsWithoutLeader)],
    ["Critical shards", formatCount(snapshot.criticalShards), bad(snapshot.criticalShards)],
    ["Leader conflicts", formatCount(snapshot.leaderConflictCount), bad(snapshot.leaderConflictCount)],
    ["Entities", formatCount(snapshot.totalEntities)],
    ["Signals/s", formatNumber(snapshot.totalSignalsPerSecond)],
    ["Tenants", formatCount(snapshot.tenantCount)],
    [
      "Tenants without a shard",
      formatCount(snapshot.unroutableTenantCount),
      bad(snapshot.unroutableTenantCount),
    ],
    ["Heartbeats accepted", formatCount(accepted)],
    ["stale, retired, rejected", [stale, retired, rejected].map(formatCount).join(", ")],
  ];
  return html`<dl>
    ${entries.map(
      ([term, value, kind = ""]) =>
        html`<div class="${kind}">
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
