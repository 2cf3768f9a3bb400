import type { ClusterSettings } from "../../cluster/cluster-settings";
import { clusterLayout } from "../../layout";
import { DEFAULT_WAL_LIMITS } from "../../storage/replica-store";
import { DEFAULT_SESSION_CLIENTS } from "../../sessions/session-workload";
import { DEFAULT_WORKLOAD } from "../../workload/signal-workload";

/** Three regions, five shards each, a heartbeat every five seconds; few entities, each of which is laid out at the start. */
export function defaultClusterSettings(dataDirectory: string): ClusterSettings {
  return {
    layout: clusterLayout(),
    routing: "hash",
    workload: { ...DEFAULT_WORKLOAD, entityCount: 3_000 },
    sessionClients: DEFAULT_SESSION_CLIENTS,
    walLimits: DEFAULT_WAL_LIMITS,
    heartbeatIntervalMs: 5_000,
    heartbeatFormat: "json",
    heartbeatContent: "all",
    dataDirectory,
  };
}
