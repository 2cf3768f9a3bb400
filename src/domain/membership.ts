import type { ControlPlaneSettings } from "./control-plane-settings";
import type { RegionId, ReplicaId, ShardId } from "./ids";
import { portionsOf } from "./portions-of";
import { NO_SLOT } from "./replica-slots";
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
export type Admission = number | "retired" | "unregistered" | "full";

/** Who may register by a heartbeat. */
export type RegistrationRules = Pick<ControlPlaneSettings, "registration" | "maxUnknownReplicas">;

/** So many assignments are looked at, and so many changed, within some milliseconds. */
const LOOKS_AT_A_TIME = 8_000;
const CHANGES_AT_A_TIME = 500;

/**
 * Which replicas belong to the cluster: those that the topology names, those that registered themselves by a heartbeat, and
 * none that left. Times are lived milliseconds.
 */
export class Membership {
  readonly #replicas: ReplicaTable;
  readonly #topology: Topology;
  readonly #lagGauge: ReplicationLagGauge;
  readonly #retirement = new Retirement();

  /** Expects every replica that the topology names from now on. */
  constructor(replicas: ReplicaTable, topology: Topology, lagGauge: ReplicationLagGauge, livedMs: number) {
    this.#replicas = replicas;
    this.#topology = topology;
    this.#lagGauge = lagGauge;
    for (const assignment of topology.assignments) this.#expect(assignment, livedMs);
  }

  /** Whether the topology names this replica. */
  isNamed({ shardId, regionId }: ReplicaId): boolean {
    return this.#topology.homeOf(shardId) === regionId;
  }

  /**
   * Finds the sender of a heartbeat, and registers it when it is new and may be. Strict registration takes the home replica,
   * and followers of a shard that the topology names. Those that the topology names have their slots already, so whoever is
   * new is one of the unknown ones.
   */
  admit(claim: Claim, rules: RegistrationRules, livedMs: number): Admission {
    if (this.#retirement.isRetired(claim, claim.role, livedMs)) return "retired";
    const slot = this.#replicas.slotOf(claim);
    if (slot !== NO_SLOT) return slot;
    if (rules.registration === "strict" && !this.#isWelcome(claim)) return "unregistered";
    if (this.#replicas.slots.count - this.#topology.size >= rules.maxUnknownReplicas) return "full";
    return this.#replicas.add(claim, livedMs);
  }

  /**
   * Names a shard's home. The replica at the old home is retired.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  assign(assignment: ShardAssignment, livedMs: number): void {
    const previous = this.#topology.assign(assignment);
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

  /**
   * As {@link replace}, some changes at a time, so that whatever else has to be done can be done in between: the topology is
   * new in part until the last step. What stays is not touched.
   *
   * @param livedMs asked at every step.
   * @throws RangeError when an id does not fit 16 bits or a shard is named twice, before anything changes.
   */
  *replaceInSteps(
    assignments: readonly ShardAssignment[],
    livedMs: () => number,
  ): Generator<undefined, void> {
    const stays = new Set<ShardId>();
    const changes: ShardAssignment[] = [];
    for (const some of portionsOf(assignments, LOOKS_AT_A_TIME)) {
      for (const assignment of some) {
        checkAssignment(assignment);
        const { shardId } = assignment;
        if (stays.has(shardId)) throw new RangeError(`topology: shard ${shardId} is assigned twice`);
        stays.add(shardId);
        if (!this.isNamed(assignment)) changes.push(assignment);
      }
      yield;
    }
    const leaves = [...this.#topology.shardIds()].filter((shardId) => !stays.has(shardId));
    for (const some of portionsOf(changes, CHANGES_AT_A_TIME)) {
      for (const change of some) this.assign(change, livedMs());
      this.#replicas.slots.order();
      yield;
    }
    for (const some of portionsOf(leaves, CHANGES_AT_A_TIME)) {
      this.#removeShards(new Set(some), livedMs());
      this.#replicas.slots.order();
      yield;
    }
  }

  /** Removes a shard with all its replicas. Returns whether the topology named it. */
  removeShard(shardId: ShardId, livedMs: number): boolean {
    const wasNamed = this.#topology.homeOf(shardId) !== undefined;
    this.#removeShards(new Set([shardId]), livedMs);
    return wasNamed;
  }

  /** Removes a region with all replicas in it and every shard at home there. Returns whether anything was there. */
  removeRegion(regionId: RegionId, livedMs: number): boolean {
    const homed = this.#topology.assignments.filter((assignment) => assignment.regionId === regionId);
    this.#removeShards(new Set(homed.map(({ shardId }) => shardId)), livedMs);
    this.#retirement.retireRegion(regionId, livedMs);
    const { regionIds } = this.#replicas;
    const removed = this.#replicas.removeWhere((slot) => regionIds[slot] === regionId);
    this.#lagGauge.removeFollower(regionId);
    return homed.length > 0 || removed > 0;
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

  #isWelcome(claim: Claim): boolean {
    return (
      this.isNamed(claim) || (claim.role === "follower" && this.#topology.homeOf(claim.shardId) !== undefined)
    );
  }
}
