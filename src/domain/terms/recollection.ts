import type { RegionId, ShardId } from "./ids";

/** The newest heartbeat of a replica, as far as it tells later ones from replays. All u64, as the sender gave them. */
export interface NewestHeartbeat {
  readonly stampNs: bigint;
  readonly bootId?: bigint | undefined;
  readonly heartbeatSeq?: bigint | undefined;
}

/** How one replica stood when its control plane's process kept what it knew. */
export interface RememberedReplica {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
  /** Milliseconds for which it was silent; of one that was never heard, for which it was waited for. */
  readonly silentMs: number;
  readonly wasHeard: boolean;
  /** Undefined when it was never heard, or when nobody knows. */
  readonly newest?: NewestHeartbeat | undefined;
}

/** An incident that was open when it was kept. */
export interface OpenIncident {
  /** As `Incident.id`. */
  readonly id: string;
  /** Milliseconds since it had begun. */
  readonly ageMs: number;
}

/** What an earlier process heard, of a moment in its life. */
export interface Recollection {
  readonly replicas: readonly RememberedReplica[];
  readonly incidents: readonly OpenIncident[];
}

/** The time between the moment that a recollection is of and now. */
export interface Absence {
  /** Milliseconds; undefined when no clock tells. */
  readonly ms: number | undefined;
  /** The first milliseconds of it in which the earlier process may have gone on and heard what it did not keep. */
  readonly unkeptMs: number;
}
