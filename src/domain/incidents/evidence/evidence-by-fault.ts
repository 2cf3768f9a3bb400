import type { FaultEvidence } from "./fault-evidence";
import { shardFaultId } from "../terms/fault";
import type { RegionId } from "../../terms/ids";
import type { LagEvidence } from "../lag/lag-evidence";
import { LagByFault } from "./lag-by-fault";
import { pairEvidence } from "./pair-evidence";
import type { PairEvidence } from "./pair-evidence";
import type { RegionPair } from "../lag/pair-sums";
import { OFFLINE } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";
import type { ShardConditions } from "../shards/shard-conditions";
import { ToldFaults } from "./told-faults";
import type { WideFaults } from "./wide-faults";

/** What explains the silence of whole regions, by region id. */
type RegionEvidence = readonly (FaultEvidence | undefined)[];

/** Puts every piece of evidence to the fault that explains it, the narrow ones made as they are needed. */
export class EvidenceByFault {
  readonly #told = new ToldFaults();
  readonly #table: ReplicaTable;
  readonly #conditions: ShardConditions;
  readonly #livedMs: number;
  readonly #offlineAfterMs: number;

  constructor(table: ReplicaTable, conditions: ShardConditions, livedMs: number, offlineAfterMs: number) {
    this.#table = table;
    this.#conditions = conditions;
    this.#livedMs = livedMs;
    this.#offlineAfterMs = offlineAfterMs;
  }

  /** Wide faults first: they are told whatever else there is. */
  gather(wide: WideFaults, lag: LagEvidence): ToldFaults {
    const { byRegion, faults } = wide.silence;
    for (const fault of faults) this.#told.of(fault);
    for (const [fault, slots] of wide.sources) {
      for (const slot of slots) this.#told.of(fault)?.addSilence(this.#table, slot, this.#conditions);
      if (slots.length === 0) this.#told.of(fault);
    }
    const silentRegions: (FaultEvidence | undefined)[] = [];
    for (const [regionId, fault] of byRegion) silentRegions[regionId] = this.#told.of(fault);
    const ofPairs = lag.pairs.map((pair) => this.#ofPair(pair, wide, silentRegions));
    this.#gatherSilence(silentRegions, wide);
    const explainedBy = (leaderId: RegionId, followerId: RegionId): PairEvidence =>
      ofPairs[lag.pairBetween(leaderId, followerId)] ??
      pairEvidence(silentRegions[followerId], followerId, wide.isWaitedFor);
    new LagByFault(this.#table, this.#conditions, this.#told, lag, explainedBy).gather();
    this.#gatherUnstable();
    this.#gatherLeadership();
    return this.#told;
  }

  #ofPair(pair: RegionPair, wide: WideFaults, silentRegions: RegionEvidence): PairEvidence {
    const fault = wide.pairs.get(pair);
    const ofFault = fault && this.#told.of(fault);
    return pairEvidence(silentRegions[pair.followerId] ?? ofFault, pair.followerId, wide.isWaitedFor);
  }

  #gatherSilence(silentRegions: RegionEvidence, { isShardHeld, isExcused }: WideFaults): void {
    const { slots, states, stateCounts, regionIds } = this.#table;
    if (stateCounts[OFFLINE] === 0) return;
    const { ordered } = slots;
    const { length } = ordered;
    for (let place = 0; place < length; place += 1) {
      const slot = ordered[place]!;
      if (states[slot] !== OFFLINE) continue;
      const ofRegion = silentRegions[regionIds[slot]!];
      if (!ofRegion && isExcused(slot)) continue;
      const evidence = ofRegion ?? this.#ofSilentShard(slot, isShardHeld) ?? this.#ofSilentReplica(slot);
      evidence?.addSilence(this.#table, slot, this.#conditions);
    }
  }

  #ofSilentReplica(slot: number): FaultEvidence | undefined {
    const { regionIds, shardIds, liveness } = this.#table;
    const shardId = shardIds[slot]!;
    const regionId = regionIds[slot]!;
    if (this.#told.isFullFor(shardId)) {
      this.#told.leaveOut(regionId, 1);
      return undefined;
    }
    // What goes in and out of silence is that, also while it is out.
    const isUnstable = this.#unstableSinceMs(slot) !== undefined;
    const cause = isUnstable ? "replica_unstable" : "replica_silent";
    return this.#told.ofReplica(cause, shardId, regionId, regionId, () => ({
      startMs: this.#livedMs - liveness.silenceMs(slot, this.#livedMs),
    }));
  }

  /** Of a shard whose replicas are all silent, until the last of them is back. */
  #ofSilentShard(slot: number, isHeld: WideFaults["isShardHeld"]): FaultEvidence | undefined {
    if (isHeld === undefined && this.#conditions.silentCount === 0) return undefined;
    const { shardIds, liveness } = this.#table;
    const shardId = shardIds[slot]!;
    const isPlain = this.#conditions.isSilent(shardId);
    if (!isPlain && isHeld?.(shardId) !== true) return undefined;
    const startMs = this.#livedMs - liveness.silenceMs(slot, this.#livedMs);
    return this.#told.of({ id: shardFaultId(shardId), cause: "no_leader", shardId, isPlain, startMs });
  }

  #gatherUnstable(): void {
    const { slots, states, regionIds, shardIds, liveness } = this.#table;
    if (!liveness.mayAnyBeUnstable(this.#livedMs, this.#offlineAfterMs)) return;
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot) || states[slot] === OFFLINE) continue;
      const startMs = this.#unstableSinceMs(slot);
      if (startMs === undefined) continue;
      const regionId = regionIds[slot]!;
      const evidence = this.#told.ofReplica("replica_unstable", shardIds[slot]!, regionId, regionId, () => ({
        startMs,
      }));
      evidence?.addOther(this.#table, slot, this.#conditions);
    }
  }

  #unstableSinceMs(slot: number): number | undefined {
    return this.#table.liveness.unstableSinceMs(slot, this.#livedMs, this.#offlineAfterMs);
  }

  #gatherLeadership(): void {
    for (const { cause, shardId } of this.#conditions.problems) {
      // Of very many, neither a text nor a list is made for those that have no place any more.
      if (this.#told.isFull && !this.#told.shardsAsAWhole.has(shardId)) {
        this.#told.leaveOutUnsaid();
        continue;
      }
      const startMs = this.#livedMs;
      const evidence = this.#told.of({ id: shardFaultId(shardId), cause, shardId, isPlain: true, startMs });
      for (const slot of this.#conditions.liveSlots(this.#table, shardId))
        evidence?.addOther(this.#table, slot, this.#conditions);
    }
  }
}
