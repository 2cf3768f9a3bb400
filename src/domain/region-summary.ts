import type { Reason } from "./cluster-health";
import type { InboundLag, RegionSnapshot, ReplicaSnapshot } from "./cluster-snapshot";
import { saturatingAdd } from "./ids";
import type { RegionId } from "./ids";
import { noReplicas } from "./region-health";
import type { ReplicaCounts } from "./region-health";
import { addRates, liveSignalsPerSecond } from "./shard-totals";

/** What a region's replicas add up to. */
export type RegionSummary = Pick<RegionSnapshot, "entities" | "signalsPerSecond" | "walBytes" | "reasons"> & {
  readonly replicas: ReplicaCounts;
};

/** One region's sums while its replicas are being gone through. */
export class RegionTally implements RegionSummary {
  readonly replicas = noReplicas();
  readonly reasons: Reason[] = [];
  entities = 0n;
  signalsPerSecond = 0;
  walBytes = 0n;

  add(replica: ReplicaSnapshot, reasons: readonly Reason[]): void {
    this.replicas[replica.state] += 1;
    this.entities = saturatingAdd(this.entities, replica.stats?.entityCount ?? 0n);
    this.signalsPerSecond = addRates(this.signalsPerSecond, liveSignalsPerSecond(replica));
    this.walBytes = saturatingAdd(this.walBytes, replica.stats?.diskBytes ?? 0n);
    for (const reason of reasons) this.reasons.push(reason);
  }
}

/** The worst lag of each region as a follower, by region id. */
export function inboundLags(replicas: readonly ReplicaSnapshot[]): readonly InboundLag[] {
  const worst = new Map<RegionId, InboundLag>();
  for (const { followers } of replicas) {
    for (const { followerId, followerName, lagSeconds } of followers) {
      if (lagSeconds > (worst.get(followerId)?.lagSeconds ?? -1)) {
        worst.set(followerId, { regionId: followerId, regionName: followerName, lagSeconds });
      }
    }
  }
  return [...worst.values()].sort((a, b) => a.regionId - b.regionId);
}
