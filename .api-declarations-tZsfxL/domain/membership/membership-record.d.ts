import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { KnownReplica } from "./known-replica";
import type { Membership } from "./membership";
import type { RetiredMember } from "./retired-member";
import type { ShardAssignment, Topology } from "./topology";
import type { TopologyChange } from "./topology-change";
/** Who belongs to the cluster by name, who left it, and which replicas are known: what has to outlive the process. */
export interface KeptMembership {
    readonly shards: readonly ShardAssignment[];
    readonly retired: readonly RetiredMember[];
    readonly known: readonly KnownReplica[];
}
/** The present moment: in the time that this process lived, and on our clock. */
interface Moment {
    readonly livedMs: number;
    readonly wallNs: bigint;
}
/**
 * What is to be kept of a control plane's membership, before a change and after it, so that it can be kept first and changed
 * then; and how it is given back at the next start.
 */
export declare class MembershipRecord {
    #private;
    /** @param now - is asked once by each call. */
    constructor(membership: Membership, topology: Topology, now: () => Moment, settings: () => ControlPlaneSettings);
    /** Grows with whatever changes in who left, also when one of them is heard; shards that come or go do not count. */
    get retirementVersion(): number;
    /** Changes when the known replicas, or how long they are silent, are worth keeping anew. */
    get knownFingerprint(): number;
    /** As it is now. */
    get present(): KeptMembership;
    /** As it is after a change; undefined when the change is a removal that finds nothing. Changes nothing. */
    after(change: TopologyChange): KeptMembership | undefined;
    /**
     * Makes the change that {@link after} foretold, also when a removal no longer finds anything: what was kept holds.
     *
     * @throws RangeError when an id does not fit 16 bits.
     */
    apply(change: TopologyChange): void;
    /**
     * Remembers who left before this process began, less those that the topology names. To be called before the first
     * heartbeat.
     *
     * The time in which no process ran counts as silence, but nobody is forgotten unheard: everybody has `offlineAfterMs`, in
     * which whoever still talks is heard.
     *
     * Replicas that were known are expected again. Their silence goes on where it was when it was kept, so that a row of short
     * lives finds out what is dead; the time in which no process ran proves nothing, so it does not count for them.
     */
    restore(retired: readonly RetiredMember[], known?: readonly KnownReplica[]): void;
}
export {};
