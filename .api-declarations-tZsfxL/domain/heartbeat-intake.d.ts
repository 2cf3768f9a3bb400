import type { HeartbeatOutcome } from "./heartbeat-outcome";
import type { Instant } from "./terms/clock";
import type { HeartbeatResult } from "./terms/cluster-snapshot";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { ReplicationLagGauge } from "./lag/replication-lag-gauge";
import { HeartbeatDraft } from "./columns/heartbeat-draft";
import type { RefusedByLimits } from "./membership/heartbeat-refusals";
import type { Membership } from "./membership/membership";
import type { ReplicaTable } from "./replicas/replica-table";
import type { ShardStats } from "./terms/shard-stats";
/** The way of a heartbeat from its arrival into the table, and what became of all so far. */
export declare class HeartbeatIntake {
    #private;
    constructor(table: ReplicaTable, membership: Membership, lagGauge: ReplicationLagGauge);
    /** Heartbeats by what became of them, ever. */
    get counts(): Readonly<Record<HeartbeatResult, number>>;
    /** What limits on replicas, regions and followers refused, ever. */
    get refusedByLimits(): RefusedByLimits;
    /** The heartbeat as {@link take} takes it, valid until the next call; or what became of it, when it is not valid. */
    load(stats: ShardStats): HeartbeatDraft | HeartbeatOutcome;
    /** Takes in one that is known to be valid. The draft is not changed. */
    take(draft: HeartbeatDraft, livedMs: number, instant: Instant, settings: ControlPlaneSettings): HeartbeatOutcome;
    /** Counts heartbeats that were refused before they could get here. */
    countRejected(count: number): void;
}
