import { NS_PER_MS_F64 } from "../terms/units";
import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { ReplicaId } from "../terms/ids";
import type { KnownReplica } from "./known-replica";
import type { Membership } from "./membership";
import type { RetiredMember } from "./retired-member";
import type { Tombstone } from "./retirement";
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
export class MembershipRecord {
  readonly #membership: Membership;
  readonly #topology: Topology;
  readonly #now: () => Moment;
  readonly #settings: () => ControlPlaneSettings;

  /** @param now - is asked once by each call. */
  constructor(
    membership: Membership,
    topology: Topology,
    now: () => Moment,
    settings: () => ControlPlaneSettings,
  ) {
    this.#membership = membership;
    this.#topology = topology;
    this.#now = now;
    this.#settings = settings;
  }

  /** Grows with whatever changes in who left, also when one of them is heard; shards that come or go do not count. */
  get retirementVersion(): number {
    return this.#membership.retirementVersion;
  }

  /**
   * Changes when the known replicas, or how long they are silent, are worth keeping anew. What is heard between two steps may
   * be in it or not: whoever keeps them asks for it before, so that nothing that comes later is taken for kept.
   */
  fingerprintInSteps(): Generator<undefined, number> {
    return this.#membership.silent.fingerprintInSteps(this.#now().livedMs);
  }

  /** As it is now, each list at its own step of a few milliseconds. */
  *presentInSteps(): Generator<undefined, KeptMembership> {
    const now = this.#now();
    const shards = this.#topology.assignments;
    yield;
    const retired = asMembers(this.#membership.tombstones, now);
    yield;
    return { shards, retired, known: yield* this.knownInSteps() };
  }

  /** The replicas that are known. */
  knownInSteps(): Generator<undefined, readonly KnownReplica[]> {
    return this.#membership.silent.knownInSteps(this.#now().livedMs);
  }

  /** Who left, as it is now. */
  get retired(): readonly RetiredMember[] {
    return asMembers(this.#membership.tombstones, this.#now());
  }

  /** Whether a change finds what it is about; only a removal may not. */
  finds(change: TopologyChange): boolean {
    return this.#membership.finds(change);
  }

  /**
   * As it is after a change that {@link finds} what it is about, each list at its own step of a few milliseconds. Changes
   * nothing; nothing else may change the topology before the last step.
   */
  *afterInSteps(change: TopologyChange): Generator<undefined, KeptMembership> {
    const now = this.#now();
    const shards = shardsAfter(this.#topology.assignments, change);
    yield;
    const retired = asMembers(this.#membership.tombstonesAfter(change, now.livedMs), now);
    yield;
    return { shards, retired, known: yield* this.#knownAfter(change) };
  }

  /**
   * Makes the change that {@link afterInSteps} foretold, also when a removal no longer finds anything: what was kept holds.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  apply(change: TopologyChange): void {
    this.#membership.apply(change, this.#now().livedMs);
  }

  /**
   * Remembers who left before this process began, less those that the topology names. To be called before the first
   * heartbeat.
   *
   * The time in which no process ran counts as silence, but nobody is forgotten unheard: everybody has `offlineAfterMs`, in
   * which a replica that still talks is heard.
   *
   * Replicas that were known are expected again. Their silence goes on where it was when it was kept, so that a row of short
   * lives finds out what is dead; the time in which no process ran proves nothing, so it does not count for them.
   */
  restore(retired: readonly RetiredMember[], known: readonly KnownReplica[] = []): void {
    const now = this.#now();
    const { forgetAfterMs, offlineAfterMs } = this.#settings();
    this.#membership.restore(asTombstones(retired, now, Math.max(0, forgetAfterMs - offlineAfterMs)));
    this.#membership.restoreKnown(known, now.livedMs, this.#settings());
  }

  /**
   * Takes over who left as another control plane of the same cluster has kept it. To be called once the topology is the one
   * that was kept with it.
   */
  adopt(retired: readonly RetiredMember[]): void {
    const now = this.#now();
    this.#membership.adopt(asTombstones(retired, now, this.#settings().forgetAfterMs), now.livedMs);
  }

  *#knownAfter(change: TopologyChange): Generator<undefined, readonly KnownReplica[]> {
    const known = yield* this.knownInSteps();
    yield;
    if (change.kind === "removeShard") return known.filter(({ shardId }) => shardId !== change.shardId);
    if (change.kind === "removeRegion") {
      const { regionId } = change;
      return known.filter(
        (replica) => replica.regionId !== regionId && this.#topology.homeOf(replica.shardId) !== regionId,
      );
    }
    const { shardId, regionId } = change;
    const left = this.#topology.homeOf(shardId);
    if (left === undefined || left === regionId) return known;
    const { silent } = this.#membership;
    const { livedMs } = this.#now();
    const isLeft = (id: ReplicaId): boolean => id.shardId === shardId && id.regionId === left;
    return known.filter((replica) => !isLeft(replica) || silent.isOverdue(replica, livedMs));
  }
}

function shardsAfter(shards: readonly ShardAssignment[], change: TopologyChange): readonly ShardAssignment[] {
  if (change.kind === "removeRegion") return shards.filter(({ regionId }) => regionId !== change.regionId);
  const others = shards.filter(({ shardId }) => shardId !== change.shardId);
  if (change.kind === "removeShard") return others;
  return [...others, { shardId: change.shardId, regionId: change.regionId }];
}

/** In lived time, and silent for no longer than `oldestMs`. */
function asTombstones(
  retired: readonly RetiredMember[],
  { livedMs, wallNs }: Moment,
  oldestMs: number,
): readonly Tombstone[] {
  return retired.map(({ shardId, regionId, silentSinceNs }) => {
    const silentMs = Number(wallNs - silentSinceNs) / NS_PER_MS_F64;
    return { shardId, regionId, heardMs: livedMs - Math.min(Math.max(0, silentMs), oldestMs) };
  });
}

function asMembers(tombstones: readonly Tombstone[], { livedMs, wallNs }: Moment): readonly RetiredMember[] {
  return tombstones.map(({ heardMs, ...member }) => {
    const sinceNs = wallNs - BigInt(Math.round((livedMs - heardMs) * NS_PER_MS_F64));
    return { ...member, silentSinceNs: sinceNs > 0n ? sinceNs : 0n };
  });
}
