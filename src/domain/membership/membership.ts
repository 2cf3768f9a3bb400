import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { RegionId, ReplicaId, ShardId } from "../terms/ids";
import { NO_SLOT } from "../replicas/replica-slots";
import { ExpectedFollowers } from "./expected-followers";
import { FollowerAdmission } from "./follower-admission";
import type { FollowerRules } from "./follower-admission";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { RegionUses } from "../columns/region-uses";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ReplicationLagGauge } from "../lag/replication-lag-gauge";
import type { KnownReplica } from "./known-replica";
import { Registration } from "./registration";
import type { Admission, Claim, RegistrationRules } from "./registration";
import { replaceInSteps } from "./replace-in-steps";
import { Retirement } from "./retirement";
import { SilentReplicas } from "./silent-replicas";
import type { Tombstone } from "./retirement";
import { shardsAtHome, tombstonesAfter } from "./tombstones-after";
import type { ShardAssignment, Topology } from "./topology";
import type { TopologyChange } from "./topology-change";

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
  readonly #registration: Registration;
  readonly silent: SilentReplicas;
  readonly #expected: ExpectedFollowers;
  readonly #startedMs: number;
  #regionNames: ReadonlyMap<RegionId, string> = new Map();

  /** Expects every replica that the topology names from now on. */
  constructor(replicas: ReplicaTable, topology: Topology, lagGauge: ReplicationLagGauge, livedMs: number) {
    this.#replicas = replicas;
    this.#topology = topology;
    this.#lagGauge = lagGauge;
    this.#regions = replicas.regionUses;
    this.silent = new SilentReplicas(replicas);
    this.#expected = new ExpectedFollowers(replicas, topology);
    this.#startedMs = livedMs;
    this.#registration = new Registration(replicas, topology);
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
   * and followers of a shard that the topology names, in regions that are named. Those that the topology names have their
   * slots already, so a new one is one of the unknown ones.
   */
  admit(claim: Claim, rules: RegistrationRules, livedMs: number): Admission {
    if (this.#retirement.isRetired(claim, claim.role, livedMs)) {
      // It stayed known because it was silent.
      this.#replicas.remove(claim);
      return "retired";
    }
    const slot = this.#replicas.slotOf(claim);
    if (slot !== NO_SLOT) return slot;
    return this.#registration.refusal(claim, rules) ?? this.#replicas.add(claim, livedMs);
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
   * Names a shard's home. The replica at the old home is retired; one that was silent already stays known as such until it
   * is heard or removed, because moving a shard away from what died does not bring that back.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  assign(assignment: ShardAssignment, livedMs: number): void {
    const previous = this.#topology.assign(assignment);
    this.#regions.renamed();
    if (previous !== undefined && previous !== assignment.regionId) {
      const left = { shardId: assignment.shardId, regionId: previous };
      this.#retirement.retireMoved(left, livedMs);
      if (!this.silent.isOverdue(left, livedMs)) this.#replicas.remove(left);
    }
    this.#expect(assignment, livedMs);
  }

  /**
   * Names exactly these shards: adds, moves and removes what it takes.
   *
   * @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice; nothing changes then.
   */
  replace(assignments: Iterable<ShardAssignment>, livedMs: number): void {
    Array.from(this.replaceInSteps([...assignments], () => livedMs));
  }

  /**
   * As {@link replace}, some changes at a time, so that whatever else has to be done can be done in between: the topology is
   * new in part until the last step. What stays is not touched.
   *
   * @param livedMs asked at every step.
   * @throws RangeError when an id does not fit 16 bits or a shard is assigned twice, before anything changes.
   */
  *replaceInSteps(assignments: Iterable<ShardAssignment>, livedMs: () => number): Generator<undefined, void> {
    yield* replaceInSteps(assignments, {
      shardIds: () => this.#topology.shardIds(),
      isExpected: (assignment) => this.#isExpected(assignment),
      assign: (some) => {
        const nowMs = livedMs();
        for (const assignment of some) this.assign(assignment, nowMs);
      },
      remove: (shards) => {
        this.#removeShards(shards, livedMs());
      },
      order: () => {
        this.#replicas.slots.order();
      },
    });
  }

  /**
   * Whether a change finds what it is about: there is always a shard to assign, and one to remove when the topology names it,
   * a replica is known, or the lag gauge was told of it.
   */
  finds(change: TopologyChange): boolean {
    const { slots, shardIds } = this.#replicas;
    if (change.kind === "assign") return true;
    if (change.kind === "removeShard") {
      const { shardId } = change;
      const isNamed = this.#topology.homeOf(shardId) !== undefined;
      return isNamed || this.#lagGauge.hasShard(shardId) || slots.some((slot) => shardIds[slot] === shardId);
    }
    const { regionId } = change;
    const isInUse = this.#replicas.regionUses.isUsed(regionId);
    return isInUse || this.#topology.isHome(regionId) || this.#lagGauge.hasFollower(regionId);
  }

  /**
   * Makes a change. A shard is removed with all its replicas; a region with all replicas in it and every shard at home there.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  apply(change: TopologyChange, livedMs: number): void {
    if (change.kind === "assign") this.assign(change, livedMs);
    else if (change.kind === "removeShard") this.#removeShards(new Set([change.shardId]), livedMs);
    else this.#removeRegion(change.regionId, livedMs);
  }

  /** What left, with when it was heard last. */
  get tombstones(): readonly Tombstone[] {
    return this.#retirement.tombstones;
  }

  /** The same as a change would leave it. Changes nothing. */
  tombstonesAfter(change: TopologyChange, livedMs: number): readonly Tombstone[] {
    return tombstonesAfter(change, { left: this.#retirement, topology: this.#topology }, livedMs);
  }

  /** Remembers what left before this process began, less what the topology names. To be called before the first heartbeat. */
  restore(tombstones: readonly Tombstone[]): void {
    this.#retirement.restore(tombstones);
    for (const assignment of this.#topology.assignments) this.#retirement.readmit(assignment);
  }

  /**
   * Takes over what left as another control plane knows it. To be called when the topology is as that one has it: whatever
   * of a shard or a region that was removed is still here goes.
   */
  adopt(tombstones: readonly Tombstone[], livedMs: number): void {
    for (const removal of this.#retirement.newRemovals(tombstones)) {
      const isNamed =
        removal.kind === "removeRegion"
          ? this.#topology.isHome(removal.regionId)
          : this.#topology.homeOf(removal.shardId) !== undefined;
      if (!isNamed && this.finds(removal)) this.apply(removal, livedMs);
    }
    this.#retirement.adopt(tombstones);
    for (const assignment of this.#topology.assignments) this.#retirement.readmit(assignment);
  }

  /** Expects what was known before this process began, where the rules let it in. */
  restoreKnown(
    known: readonly KnownReplica[],
    livedMs: number,
    rules: RegistrationRules & Pick<ControlPlaneSettings, "forgetAfterMs">,
  ): void {
    // A replica without a home was a follower as far as is known.
    const isWelcome = (id: ReplicaId): boolean =>
      this.#registration.refusal({ ...id, role: "follower" }, rules) === undefined;
    this.silent.restore(known, livedMs, rules.forgetAfterMs, isWelcome);
  }

  /** Expects the followers that leaders name, some each time, see {@link ExpectedFollowers}. */
  expectFollowers(livedMs: number, rules: RegistrationRules): void {
    // Who is named soon after the start was due since then, as all others of its region: they fall silent together.
    const sinceMs = livedMs - this.#startedMs <= this.silent.overdueAfterMs ? this.#startedMs : livedMs;
    this.#expected.look(sinceMs, (id) => {
      if (this.#retirement.remembers(id)) return false;
      return this.#registration.refusal({ ...id, role: "follower" }, rules) === undefined;
    });
  }

  /** Forgets a replica, without keeping it away, unless the topology names it. */
  forgetUnnamed(replica: ReplicaId): void {
    if (!this.isNamed(replica)) this.#replicas.remove(replica);
  }

  /** Grows with whatever changes in what left, also with what of it is heard. */
  get retirementVersion(): number {
    return this.#retirement.version;
  }

  /** Forgets replicas that the topology does not name, and the memory of those that left, once they were silent for longer. */
  forgetSilent(livedMs: number, forgetAfterMs: number): void {
    this.#retirement.forgetSilent(livedMs, forgetAfterMs);
    const { shardIds, regionIds } = this.#replicas;
    this.silent.forgetSilent(
      livedMs,
      forgetAfterMs,
      (slot) => !this.isNamed({ shardId: shardIds[slot]!, regionId: regionIds[slot]! }),
      (regionId) => this.#regions.isNamed(regionId),
    );
  }

  #removeRegion(regionId: RegionId, livedMs: number): void {
    this.#removeShards(new Set(shardsAtHome(this.#topology, regionId)), livedMs);
    this.#retirement.retireRegion(regionId, livedMs);
    const { regionIds } = this.#replicas;
    this.#replicas.removeWhere((slot) => regionIds[slot] === regionId);
    this.#replicas.removeFollower(regionId);
    this.#lagGauge.removeFollower(regionId);
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

  /** Whether the topology names the replica and it has its slot: the topology is shared, others may have named it there. */
  #isExpected(assignment: ShardAssignment): boolean {
    return this.isNamed(assignment) && this.#replicas.slotOf(assignment) !== NO_SLOT;
  }

  #expect(assignment: ShardAssignment, livedMs: number): void {
    this.#retirement.readmit(assignment);
    if (this.#replicas.slotOf(assignment) === NO_SLOT) this.#replicas.add(assignment, livedMs);
  }
}
