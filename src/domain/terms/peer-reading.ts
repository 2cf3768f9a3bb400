import type { RegionHealth, RegionStatus } from "./cluster-health";
import type { RegionId } from "./ids";

/** Another control plane of the cluster that is asked for its view, as it is shown. */
export interface PeerReading {
  readonly name: string;
  /** Whether it answered the last time. */
  readonly isUp: boolean;
  /** Nanoseconds since the epoch, our clock: when it last answered. Undefined before the first time. */
  readonly lastSuccessNs: bigint | undefined;
  /** Why it did not answer the last time, in a sentence; undefined while it does. */
  readonly problem: string | undefined;
  /** What it says of the regions that it can tell anything of; nothing while it does not answer. */
  readonly regions: ReadonlyMap<RegionId, RegionHealth>;
}

/**
 * The peers that hear a region that we do not hear, or the other way round. Who knows nothing of it, because it started a moment
 * ago or was never told, does not disagree; nor does who calls it Degraded where others call it Healthy.
 */
export function disagreeingPeers(
  { regionId, state }: { readonly regionId: RegionId; readonly state: RegionStatus },
  peers: readonly PeerReading[],
): readonly PeerReading[] {
  if (state === "Unknown") return [];
  return peers.filter(({ regions }) => {
    const other = regions.get(regionId);
    return other !== undefined && (other === "Offline") !== (state === "Offline");
  });
}
