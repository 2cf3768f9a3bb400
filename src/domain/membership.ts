import type { ControlPlaneSettings } from "./control-plane-settings";
import type { RegionId, ReplicaId, ShardId } from "./ids";
import { NO_SLOT } from "./replica-slots";
import { FollowerAdmission } from "./follower-admission";
import type { FollowerRules } from "./follower-admission";
import type { HeartbeatDraft } from "./heartbeat-draft";
import type { RegionUses } from "./region-uses";
import type { ReplicaTable } from "./replica-table";
import type { ReplicationLagGauge } from "./replication-lag-gauge";
import { Retirement } from "./retirement";
import type { ReplicaRole } from "./shard-stats";
import { checkAssignment } from "./topology";
import type { ShardAssignment, Topology } from "./topology";

/** What a heartbeat says about its sender. */
interface Claim extends ReplicaId {
  readonly role?: ReplicaRole | undefined;
}

/** Whether a heartbeat's sender is one of the replicas, and if so in which slot. */
export type Admission = number | "retired" | Exclude<Refusal, "followers">;

/** Why a heartbeat is refused because of who sends it, or whom it names. */
export type Refusal = "unregistered" | "unnamed_region" | "replicas" | "regions" | "followers";

/** Who may register by a heartbeat. */
export type RegistrationRules = Pick<
  ControlPlaneSettings,
  "registration" | "maxUnknownReplicas" | "maxUnknownRegions"
>;

/**
 * Which replicas belong to the cluster: those that the topology names, those that registered themselves by a heartbeat, and
 * none that left. Times are lived milliseconds.
 */
export class Membership {
  readonly #replicas: ReplicaTable;
  readonly #topology: Topology;
  readonly #lagGauge: ReplicationLagGauge;
  readonly #retirement = new Retirement();
  readonly #regions: RegionUses;
  readonly #followers: FollowerAdmission;
  #regionNames: ReadonlyMap<RegionId, string> = new Map();

  /** Expects every replica that the topology names from now on. */
  constructor(replicas: ReplicaTable, topology: Topology, lagGauge: ReplicationLagGauge, livedMs: number) {
    this.#replicas = replicas;
    this.#topology = topology;
    this.#lagGauge = lagGauge;
    this.#regions = replicas.regionUses;
    this.#followers = new FollowerAdmission(() => replicas.followers, this.#regions);
    this.#regions.nameBy((regionId) => this.isRegionNamed(regionId));
    for (const assignment of topology.assignments) this.#expect(assignment, livedMs);
  }

  /** Whether the topology names this replica. */
  isNamed({ shardId, regionId }: ReplicaId): boolean {
    return this.#topology.homeOf(shardId) === regionId;
  }

  /** Whether a shard is at home in the region, or the configuration names it. */
  isRegionNamed(regionId: RegionId): boolean {
    return this.#topology.isHome(regionId) || this.#regionNames.has(regionId);
  }

  /** These regions are named by the configuration from now on. */
  nameRegions(regionNames: ReadonlyMap<RegionId, string>): void {
    this.#regionNames = regionNames;
    this.#regions.renamed();
  }

  /** What was left out of heartbeats that counted. */
  get followersLeftOut(): Pick<FollowerAdmission, "unknownRegions" | "followers"> {
    return this.#followers;
  }

  /**
   * Finds the sender of a heartbeat, and registers it when it is new and may be. Strict registration takes the home replica,
   * and followers of a shard that the topology names, in regions that somebody named. Those that the topology names have their slots already, so whoever is
   * new is one of the unknown ones.
   */
  admit(claim: Claim, rules: RegistrationRules, livedMs: number): Admission {
    if (this.#retirement.isRetired(claim, claim.role, livedMs)) return "retired";
    const slot = this.#replicas.slotOf(claim);
    if (slot !== NO_SLOT) return slot;
    if (rules.registration === "strict" && !this.#isWelcome(claim)) return "unregistered";
    if (this.#replicas.slots.count - this.#topology.size >= rules.maxUnknownReplicas) return "replicas";
    return this.#regionRefusal(claim.regionId, rules) ?? this.#replicas.add(claim, livedMs);
  }

  /** The heartbeat, or a copy without the followers that are not taken in; it is valid until the next call. */
  withAdmittedFollowers(
    draft: HeartbeatDraft,
    slot: number,
    rules: FollowerRules,
    livedMs: number,
  ): HeartbeatDraft {
    const retirement = this.#retirement;
    const hasLeft = retirement.hasRegions
      ? (regionId: RegionId) => retirement.isRegionRetired(regionId, livedMs)
      : undefined;
    return this.#followers.admitted(draft, slot, rules, hasLeft);
  }

  /**
   * Names a shard's home. The replica at the old home is retired.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  assign(assignment: ShardAssignment, livedMs: number): void {
    const previous = this.#topology.assign(assignment);
    this.#regions.renamed();
    if (previous !== undefined && previous !== assignment.regionId) {
      const left = { shardId: assignment.shardId, regionId: previous };
      this.#retirement.retireMoved(left, livedMs);
      this.#replicas.remove(left);
    }
    this.#expect(assignment, livedMs);
  }

  /**
   * Names exactly these shards: adds, moves and removes what it takes.
   *
   * @throws RangeError when an id does not fit 16 bits; nothing changes then.
   */
  replace(assignments: Iterable<ShardAssignment>, livedMs: number): void {
    const wanted = [...assignments];
    for (const assignment of wanted) checkAssignment(assignment);
    for (const assignment of wanted) this.assign(assignment, livedMs);
    const stays = new Set(wanted.map(({ shardId }) => shardId));
    const leaves = this.#topology.assignments.filter(({ shardId }) => !stays.has(shardId));
    this.#removeShards(new Set(leaves.map(({ shardId }) => shardId)), livedMs);
  }

  /** Removes a shard with all its replicas. Returns whether the topology named it. */
  removeShard(shardId: ShardId, livedMs: number): boolean {
    const wasNamed = this.#topology.homeOf(shardId) !== undefined;
    this.#removeShards(new Set([shardId]), livedMs);
    return wasNamed;
  }

  /**
   * Removes a region with all replicas in it, every shard at home there, and what heartbeats said of it as a follower. Returns
   * whether anything was there.
   */
  removeRegion(regionId: RegionId, livedMs: number): boolean {
    const homed = this.#topology.assignments.filter((assignment) => assignment.regionId === regionId);
    this.#removeShards(new Set(homed.map(({ shardId }) => shardId)), livedMs);
    this.#retirement.retireRegion(regionId, livedMs);
    const { regionIds } = this.#replicas;
    const removed = this.#replicas.removeWhere((slot) => regionIds[slot] === regionId);
    const followed = this.#replicas.removeFollower(regionId);
    this.#lagGauge.removeFollower(regionId);
    return homed.length > 0 || removed > 0 || followed > 0;
  }

  /** Forgets replicas that the topology does not name, and the memory of those that left, once they were silent for longer. */
  forgetSilent(livedMs: number, forgetAfterMs: number): void {
    this.#retirement.forgetSilent(livedMs, forgetAfterMs);
    const { shardIds, regionIds, liveness } = this.#replicas;
    this.#replicas.removeWhere(
      (slot) =>
        liveness.silenceMs(slot, livedMs) > forgetAfterMs &&
        !this.isNamed({ shardId: shardIds[slot]!, regionId: regionIds[slot]! }),
    );
  }

  #removeShards(shards: ReadonlySet<ShardId>, livedMs: number): void {
    if (shards.size === 0) return;
    this.#regions.renamed();
    for (const shardId of shards) {
      this.#topology.remove(shardId);
      this.#retirement.retireShard(shardId, livedMs);
      this.#lagGauge.remove(shardId);
    }
    const { shardIds } = this.#replicas;
    this.#replicas.removeWhere((slot) => shards.has(shardIds[slot]!));
  }

  #expect(assignment: ShardAssignment, livedMs: number): void {
    this.#retirement.readmit(assignment);
    if (this.#replicas.slotOf(assignment) === NO_SLOT) this.#replicas.add(assignment, livedMs);
  }

  #regionRefusal(regionId: RegionId, rules: RegistrationRules): "unnamed_region" | "regions" | undefined {
    if (this.#regions.isNamed(regionId)) return undefined;
    if (rules.registration === "strict") return "unnamed_region";
    if (this.#regions.isUsed(regionId)) return undefined;
    return this.#regions.unknownCount >= rules.maxUnknownRegions ? "regions" : undefined;
  }

  #isWelcome(claim: Claim): boolean {
    return (
      this.isNamed(claim) || (claim.role === "follower" && this.#topology.homeOf(claim.shardId) !== undefined)
    );
  }
}
