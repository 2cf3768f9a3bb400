import { FaultEvidence } from "./fault-evidence";
import { replicaFaultId, shardFaultId } from "./fault";
import type { Fault } from "./fault";
import { replicaKey } from "../terms/ids";
import type { RegionId, ShardId } from "../terms/ids";
import type { LagEvidence } from "./lag-evidence";
import type { PairFaults } from "./lag-faults";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import { ShardSet } from "./shard-set";
import type { ShardConditions } from "./shard-conditions";
import type { SilenceFaults } from "./silence-faults";

/** Most faults that are told apart: nobody reads more, and senders can make up very many. */
export const MAX_FAULTS = 256;

/** What wide faults explain, and where single shards are looked up. */
export interface WideFaults {
  readonly silence: SilenceFaults;
  readonly pairs: PairFaults;
  /** Whether a region is about to be silent, so that it is too early to say what its lag is due to. */
  readonly isWaitedFor: (regionId: RegionId) => boolean;
  /** Whether an incident of this id was found a moment ago. */
  readonly isHeld: (id: string) => boolean;
  /** Whether its leader speaks for the silent replica in a slot, so that its silence alone says nothing. */
  readonly isExcused: (slot: number) => boolean;
}

/** What explains the silence of whole regions. */
type RegionEvidence = ReadonlyMap<RegionId, FaultEvidence | undefined>;

/** Puts every piece of evidence to the fault that explains it, the narrow ones made as they are needed. */
export class EvidenceByFault {
  readonly #byId = new Map<string, FaultEvidence>();
  /** Those of single replicas again, by a number: texts for very many would take their time. */
  readonly #byReplica = new Map<number, FaultEvidence>();
  /** The shards of those. */
  readonly #replicaShards = new ShardSet();
  #notListed = 0;
  readonly #table: ReplicaTable;
  readonly #conditions: ShardConditions;
  readonly #livedMs: number;
  readonly #offlineAfterMs: number;
  /** Regions with evidence for which there was no fault left. */
  readonly unexplainedRegionIds = new Set<RegionId>();

  constructor(table: ReplicaTable, conditions: ShardConditions, livedMs: number, offlineAfterMs: number) {
    this.#table = table;
    this.#conditions = conditions;
    this.#livedMs = livedMs;
    this.#offlineAfterMs = offlineAfterMs;
  }

  get all(): readonly FaultEvidence[] {
    return [...this.#byId.values()];
  }

  /** Pieces of evidence beyond the most faults that are told apart. */
  get notListed(): number {
    return this.#notListed;
  }

  /** Wide faults first: they are told whatever else there is. */
  gather(wide: WideFaults, lag: LagEvidence): void {
    const { byRegion, faults } = wide.silence;
    for (const fault of faults) this.#of(fault);
    const silentRegions = new Map(Array.from(byRegion, ([id, fault]) => [id, this.#of(fault)]));
    const ofPairs = lag.pairs.map((pair) => {
      const fault = wide.pairs.get(pair);
      return fault && this.#of(fault);
    });
    this.#gatherSilence(silentRegions, wide);
    for (const slot of lag.slots) this.#gatherLag(slot, lag, silentRegions, ofPairs, wide.isWaitedFor);
    this.#gatherUnstable();
    this.#gatherLeadership();
  }

  #gatherSilence(silentRegions: RegionEvidence, { isHeld, isExcused }: WideFaults): void {
    const { slots, states, regionIds, shardIds, liveness } = this.#table;
    for (const slot of slots.ordered) {
      if (states[slot] !== OFFLINE) continue;
      const regionId = regionIds[slot]!;
      if (!silentRegions.has(regionId) && isExcused(slot)) continue;
      const evidence =
        silentRegions.get(regionId) ??
        this.#ofSilentShard(slot, isHeld) ??
        this.#ofReplica(
          // What goes in and out of silence is that, also while it is out.
          this.#unstableSinceMs(slot) === undefined ? "replica_silent" : "replica_unstable",
          shardIds[slot]!,
          regionId,
          regionId,
          () => ({ startMs: this.#livedMs - liveness.silenceMs(slot, this.#livedMs) }),
        );
      evidence?.addSilence(this.#table, slot, this.#conditions);
    }
  }

  /** Of a shard whose replicas are all silent, until the last of them is back. */
  #ofSilentShard(slot: number, isHeld: (id: string) => boolean): FaultEvidence | undefined {
    const { shardIds, liveness } = this.#table;
    const shardId = shardIds[slot]!;
    const isPlain = this.#conditions.isSilent(shardId);
    if (!isPlain && !isHeld(shardFaultId(shardId))) return undefined;
    const startMs = this.#livedMs - liveness.silenceMs(slot, this.#livedMs);
    return this.#of({ id: shardFaultId(shardId), cause: "no_leader", shardId, isPlain, startMs });
  }

  #gatherUnstable(): void {
    const { slots, states, regionIds, shardIds, liveness } = this.#table;
    if (!liveness.mayAnyBeUnstable(this.#livedMs, this.#offlineAfterMs)) return;
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot) || states[slot] === OFFLINE) continue;
      const startMs = this.#unstableSinceMs(slot);
      if (startMs === undefined) continue;
      const regionId = regionIds[slot]!;
      const evidence = this.#ofReplica("replica_unstable", shardIds[slot]!, regionId, regionId, () => ({
        startMs,
      }));
      evidence?.addOther(this.#table, slot, this.#conditions);
    }
  }

  #unstableSinceMs(slot: number): number | undefined {
    return this.#table.liveness.unstableSinceMs(slot, this.#livedMs, this.#offlineAfterMs);
  }

  #gatherLag(
    slot: number,
    lag: LagEvidence,
    silentRegions: RegionEvidence,
    ofPairs: readonly (FaultEvidence | undefined)[],
    isWaitedFor: (regionId: RegionId) => boolean,
  ): void {
    const { regionIds, followers } = this.#table;
    const leaderId = regionIds[slot]!;
    const narrow: number[] = [];
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!lag.isBehind(row)) continue;
      const followerId = followers.followerIds[row]!;
      const evidence = silentRegions.get(followerId) ?? ofPairs[lag.pairOf(leaderId, followerId)];
      if (evidence) evidence.addLag(this.#table, slot, 1, this.#conditions);
      else if (isWaitedFor(followerId)) this.unexplainedRegionIds.add(leaderId);
      else narrow.push(row);
    }
    if (narrow.length > 0) this.#gatherNarrowLag(slot, narrow, lag);
  }

  /** Of one shard alone: all its followers, so that its leader does not ship, or some of them. */
  #gatherNarrowLag(slot: number, rows: readonly number[], lag: LagEvidence): void {
    const { shardIds, regionIds, followers, states } = this.#table;
    const shardId = shardIds[slot]!;
    const leaderId = regionIds[slot]!;
    if (this.#byId.size >= MAX_FAULTS && !this.#replicaShards.has(shardId)) {
      this.#notListed += rows.length;
      this.unexplainedRegionIds.add(leaderId);
      return;
    }
    const sinceMs = (row: number): number => lag.sinceMs(slot, row, this.#livedMs);
    if (rows.length > 1 && rows.length === this.#tellingRows(slot, lag)) {
      const startMs = Math.min(...rows.map(sinceMs));
      this.#ofReplica("shard_behind", shardId, leaderId, leaderId, () => ({ startMs }))?.addLag(
        this.#table,
        slot,
        rows.length,
        this.#conditions,
      );
      return;
    }
    for (const row of rows) {
      const regionId = followers.followerIds[row]!;
      const follower = this.#table.slotOf({ shardId, regionId });
      const isSilent = follower >= 0 && states[follower] === OFFLINE;
      const evidence = this.#ofReplica(
        isSilent ? "replica_silent" : "shard_behind",
        shardId,
        regionId,
        leaderId,
        () => ({ startMs: sinceMs(row), ...(isSilent ? {} : { peerId: leaderId }) }),
      );
      evidence?.addLag(this.#table, slot, 1, this.#conditions);
    }
  }

  #gatherLeadership(): void {
    for (const { cause, shardId, slots } of this.#conditions.problems) {
      const fault: Fault = {
        id: shardFaultId(shardId),
        cause,
        shardId,
        isPlain: true,
        startMs: this.#livedMs,
      };
      const evidence = this.#of(fault);
      for (const slot of slots) evidence?.addOther(this.#table, slot, this.#conditions);
    }
  }

  #tellingRows(slot: number, lag: LagEvidence): number {
    const { followers } = this.#table;
    let count = 0;
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (lag.isTelling(slot, row)) count += 1;
    }
    return count;
  }

  /**
   * What a fault of one replica explains.
   *
   * @param againstId - the region that the evidence speaks against, which is unexplained when there is no place left.
   * @param rest - what is asked only when the fault is a new one.
   */
  #ofReplica(
    cause: Fault["cause"],
    shardId: ShardId,
    regionId: RegionId,
    againstId: RegionId,
    rest: () => Pick<Fault, "startMs" | "peerId">,
  ): FaultEvidence | undefined {
    const key = replicaKey({ shardId, regionId });
    const known = this.#byReplica.get(key);
    if (known) return known;
    if (this.#byId.size >= MAX_FAULTS) {
      this.#notListed += 1;
      this.unexplainedRegionIds.add(againstId);
      return undefined;
    }
    const id = replicaFaultId(shardId, regionId);
    const evidence = this.#of({ id, cause, regionId, shardId, isPlain: true, ...rest() });
    if (!evidence) return undefined;
    this.#byReplica.set(key, evidence);
    this.#replicaShards.add(shardId);
    return evidence;
  }

  #of(fault: Fault): FaultEvidence | undefined {
    const known = this.#byId.get(fault.id);
    if (known) return known;
    if (this.#byId.size >= MAX_FAULTS) {
      this.#notListed += 1;
      return undefined;
    }
    const evidence = new FaultEvidence(fault);
    this.#byId.set(fault.id, evidence);
    return evidence;
  }
}
