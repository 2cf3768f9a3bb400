import type { RegionId, ReplicaId } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
import type { KnownReplica } from "./known-replica";
/** Which replicas stay known although they are silent, in this process and in the next one. */
export declare class SilentReplicas {
    #private;
    /** Silence that is more than a heartbeat that is late, in milliseconds. */
    overdueAfterMs: number;
    constructor(replicas: ReplicaTable);
    /** Whether a replica was heard once and is overdue: whatever happens to its shard, it is not gone but silent. */
    isOverdue(id: ReplicaId, livedMs: number): boolean;
    /** Replicas to be kept, at most {@link MAX_KNOWN}, by shard, then region. */
    known(livedMs: number): readonly KnownReplica[];
    /** Changes when another list is worth keeping: somebody came, left, fell silent for a step longer or is heard again. */
    fingerprint(livedMs: number): number;
    /**
     * Expects replicas that an earlier process knew. Their silence goes on from where it was, but everybody has
     * `overdueAfterMs` to be heard.
     *
     * @param isWelcome - whether one that has no place may get one.
     */
    restore(known: readonly KnownReplica[], livedMs: number, offlineAfterMs: number, isWelcome: (id: ReplicaId) => boolean): void;
    /** A replica was removed: nothing is known of it any more. */
    forget(id: ReplicaId): void;
    /**
     * Removes every replica that was silent for longer and that `isMeant` picks, but not the last one of a region that anybody
     * still names: a region that died is not gone.
     */
    forgetSilent(livedMs: number, forgetAfterMs: number, isMeant: (slot: number) => boolean, isRegionNamed: (regionId: RegionId) => boolean): void;
}
