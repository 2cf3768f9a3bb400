import type { RegionId } from "#exporter/domain/terms/ids";
import type { ReplicaRole } from "#exporter/domain/terms/heartbeat-fields";
import type { ReplicationMessage } from "../replication/transport";
import type { WriteResult } from "../replication/write-result";
import type { PackedSignals } from "../wal/signal";

/** What a replica does for its shard, as its leader or as a follower. */
export interface ReplicaDuty {
  readonly role: ReplicaRole;
  write(signals: PackedSignals, nowMs: number): WriteResult;
  receive(message: ReplicationMessage, from: RegionId): void;
  /** Several times a second: whatever is due. */
  tick(nowMs: number): void;
  /** Every second: whatever may have got lost. */
  poll(): void;
}
