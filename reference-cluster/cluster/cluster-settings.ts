import type { WalLimits } from "../storage/replica-store";
import type { ClusterLayout } from "../layout";
import type { HeartbeatContent } from "../heartbeats/heartbeat-content";
import type { HeartbeatFormat } from "../heartbeats/heartbeat-encoding";
import type { RoutingStrategy } from "../routing/shard-router";
import type { WorkloadSettings } from "../workload/signal-workload";

/** How a cluster is laid out and how it behaves as long as nothing is wrong. */
export interface ClusterSettings {
  readonly layout: ClusterLayout;
  readonly routing: RoutingStrategy;
  readonly workload: WorkloadSettings;
  /** Clients of each region that have sessions. */
  readonly sessionClients: number;
  readonly walLimits: WalLimits;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatFormat: HeartbeatFormat;
  readonly heartbeatContent: HeartbeatContent;
  /** Where the replicas' directories are made. It must exist; the cluster leaves it to its owner to remove it. */
  readonly dataDirectory: string;
}
