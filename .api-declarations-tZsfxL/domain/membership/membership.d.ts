import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { RegionId, ReplicaId } from "../terms/ids";
import { FollowerAdmission } from "./follower-admission";
import type { FollowerRules } from "./follower-admission";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ReplicationLagGauge } from "../lag/replication-lag-gauge";
import type { KnownReplica } from "./known-replica";
import { SilentReplicas } from "./silent-replicas";
import type { Tombstone } from "./retirement";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { ShardAssignment, Topology } from "./topology";
import type { TopologyChange } from "./topology-change";
/** What a heartbeat says about its sender. */
interface Claim extends ReplicaId {
    readonly role?: ReplicaRole | undefined;
}
/** Whether a heartbeat's sender is one of the replicas, and if so in which slot. */
export type Admission = number | "retired" | Exclude<Refusal, "followers">;
/** Why a heartbeat is refused because of who sends it, or whom it names. */
export type Refusal = "unregistered" | "unnamed_region" | "replicas" | "regions" | "followers";
/** Who may register by a heartbeat. */
export type RegistrationRules = Pick<ControlPlaneSettings, "registration" | "maxUnknownReplicas" | "maxUnknownRegions">;
/**
 * Which replicas belong to the cluster: those that the topology names, those that registered themselves by a heartbeat, and
 * none that left. Times are lived milliseconds.
 */
export declare class Membership {
    #private;
    readonly silent: SilentReplicas;
    /** Expects every replica that the topology names from now on. */
    constructor(replicas: ReplicaTable, topology: Topology, lagGauge: ReplicationLagGauge, livedMs: number);
    /** Whether the topology names this replica. */
    isNamed({ shardId, regionId }: ReplicaId): boolean;
    /** Whether a shard is at home in the region, or the configuration names it. */
    isRegionNamed(regionId: RegionId): boolean;
    /** These regions are named by the configuration from now on. */
    nameRegions(regionNames: ReadonlyMap<RegionId, string>): void;
    /** What was left out of heartbeats that counted. */
    get followersLeftOut(): Pick<FollowerAdmission, "unknownRegions" | "followers">;
    /**
     * Finds the sender of a heartbeat, and registers it when it is new and may be. Strict registration takes the home replica,
     * and followers of a shard that the topology names, in regions that somebody named. Those that the topology names have their
     * slots already, so whoever is new is one of the unknown ones.
     */
    admit(claim: Claim, rules: RegistrationRules, livedMs: number): Admission;
    /** The heartbeat, or a copy without the followers that are not taken in; it is valid until the next call. */
    withAdmittedFollowers(draft: HeartbeatDraft, slot: number, rules: FollowerRules, livedMs: number): HeartbeatDraft;
    /**
     * Names a shard's home. The replica at the old home is retired; one that was silent already stays known as such until it
     * is heard or removed, because moving a shard away from what died does not bring that back.
     *
     * @throws RangeError when an id does not fit 16 bits.
     */
    assign(assignment: ShardAssignment, livedMs: number): void;
    /**
     * Names exactly these shards: adds, moves and removes what it takes.
     *
     * @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice; nothing changes then.
     */
    replace(assignments: Iterable<ShardAssignment>, livedMs: number): void;
    /**
     * As {@link replace}, some changes at a time, so that whatever else has to be done can be done in between: the topology is
     * new in part until the last step. What stays is not touched.
     *
     * @param livedMs asked at every step.
     * @throws RangeError when an id does not fit 16 bits or a shard is assigned twice, before anything changes.
     */
    replaceInSteps(assignments: readonly ShardAssignment[], livedMs: () => number): Generator<undefined, void>;
    /**
     * Whether a change finds what it is about: there is always a shard to assign, and one to remove when the topology names it,
     * a replica is known, or the lag gauge was told of it.
     */
    finds(change: TopologyChange): boolean;
    /**
     * Makes a change. A shard is removed with all its replicas; a region with all replicas in it and every shard at home there.
     *
     * @throws RangeError when an id does not fit 16 bits.
     */
    apply(change: TopologyChange, livedMs: number): void;
    /** What left, with when it was heard last. */
    get tombstones(): readonly Tombstone[];
    /** The same as a change would leave it. Changes nothing. */
    tombstonesAfter(change: TopologyChange, livedMs: number): readonly Tombstone[];
    /** Remembers what left before this process began, less what the topology names. To be called before the first heartbeat. */
    restore(tombstones: readonly Tombstone[]): void;
    /** Expects what was known before this process began, where the rules let it in. */
    restoreKnown(known: readonly KnownReplica[], livedMs: number, rules: RegistrationRules & Pick<ControlPlaneSettings, "offlineAfterMs">): void;
    /** Expects the followers that leaders name, some each time, see {@link ExpectedFollowers}. */
    expectFollowers(livedMs: number, rules: RegistrationRules): void;
    /** Grows with whatever changes in what left, also with what of it is heard. */
    get retirementVersion(): number;
    /** Forgets replicas that the topology does not name, and the memory of those that left, once they were silent for longer. */
    forgetSilent(livedMs: number, forgetAfterMs: number): void;
}
export {};
