import { LazyListing } from "../columns/lazy-listing";
import type { ClusterHealth, RegionDetails, RegionHealth } from "../terms/cluster-health";
import type { ClusterSnapshot, ReplicaSnapshot } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";
import type { ShardStats } from "../terms/shard-stats";
import { RecordedReplicas } from "./recorded-replicas";

/** A snapshot in tidalDB's own shape, with the extensions. */
export function toClusterHealth(snapshot: ClusterSnapshot): ClusterHealth {
  const regions = new Map<RegionId, RegionHealth>();
  const regionDetails = new Map<RegionId, RegionDetails>();
  for (const region of snapshot.regions) {
    const { regionId, name, state, sinceNs, reasons, explainedBy, isExplained, announcedBy } = region;
    if (state !== "Unknown") regions.set(regionId, state);
    regionDetails.set(regionId, {
      name,
      state,
      sinceNs,
      // Of a large cluster there may be very many, and not every reader wants them.
      get reasons() {
        return reasons.slice();
      },
      explainedBy,
      isExplained,
      ...(announcedBy !== undefined && { announcedBy }),
    });
  }
  return {
    snapshotNs: snapshot.takenAtNs,
    shards: Array.from(snapshot.replicas, statsOf),
    regions,
    tenantCount: snapshot.tenantCount,
    totalEntities: snapshot.totalEntities,
    totalSignalsEps: snapshot.totalSignalsPerSecond,
    cluster: snapshot.clusterName,
    status: snapshot.status,
    incidents: snapshot.incidents,
    incidentsNotListed: snapshot.incidentsNotListed,
    ...(snapshot.maintenance !== undefined && { maintenance: snapshot.maintenance }),
    isSettled: snapshot.isSettled,
    regionDetails,
  };
}

/** What `ClusterHealth.shards` lists for a replica: its last accepted heartbeat, or zeros while it has not been heard. */
export function statsOf(replica: ReplicaSnapshot): ShardStats {
  return replica.stats ?? unheard(replica);
}

/** {@link statsOf} of each replica, in the same order; of very many, nothing else is made of any. */
export function statsOfReplicas(replicas: Listing<ReplicaSnapshot>): Listing<ShardStats> {
  return replicas instanceof RecordedReplicas ? new RecordedStats(replicas) : Array.from(replicas, statsOf);
}

class RecordedStats extends LazyListing<ShardStats> {
  readonly #replicas: RecordedReplicas;

  constructor(replicas: RecordedReplicas) {
    super();
    this.#replicas = replicas;
  }

  get length(): number {
    return this.#replicas.length;
  }

  protected make(index: number): ShardStats {
    return this.#replicas.statsAt(index) ?? statsOf(this.#replicas.at(index)!);
  }
}

/** A replica that the topology names and nobody has heard: the Rust type has no other way to list it. */
function unheard({ shardId, regionId }: ReplicaSnapshot): ShardStats {
  return {
    shardId,
    regionId,
    entityCount: 0n,
    signalThroughputEps: 0,
    replicationLag: new Map(),
    diskBytes: 0n,
    lastHeartbeatNs: 0n,
  };
}
