import { FaultEvidence } from "./fault-evidence";
import { replicaFaultId, shardFaultId } from "./fault";
import type { Fault } from "./fault";
import type { RegionId, ShardId } from "../terms/ids";
import { pairKey } from "./lag-evidence";
import type { LagEvidence } from "./lag-evidence";
import type { PairFaults } from "./lag-faults";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
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
}

/** Puts every piece of evidence to the fault that explains it, the narrow ones made as they are needed. */
export class EvidenceByFault {
  readonly #byId = new Map<string, FaultEvidence>();
  readonly #table: ReplicaTable;
  readonly #conditions: ShardConditions;
  readonly #livedMs: number;
  /** Regions with evidence for which there was no fault left. */
  readonly unexplainedRegionIds = new Set<RegionId>();
  readonly #notListed = new Set<string>();

  constructor(table: ReplicaTable, conditions: ShardConditions, livedMs: number) {
    this.#table = table;
    this.#conditions = conditions;
    this.#livedMs = livedMs;
  }

  get all(): readonly FaultEvidence[] {
    return [...this.#byId.values()];
  }

  /** Faults beyond the most that are told apart. */
  get notListed(): number {
    return this.#notListed.size;
  }

  /** Wide faults first: they are told whatever else there is. */
  gather(wide: WideFaults, lag: LagEvidence): void {
    for (const fault of wide.silence.faults) this.#of(fault);
    for (const fault of new Set(wide.pairs.values())) this.#of(fault);
    this.#gatherSilence(wide.silence);
    for (const slot of lag.slots) this.#gatherLag(slot, wide, lag);
    this.#gatherLeadership();
  }

  #gatherSilence({ byRegion }: SilenceFaults): void {
    const { slots, states, regionIds, shardIds, liveness } = this.#table;
    for (const slot of slots.ordered) {
      if (states[slot] !== OFFLINE) continue;
      const regionId = regionIds[slot]!;
      const fault = byRegion.get(regionId) ?? {
        ...this.#replica("replica_silent", shardIds[slot]!, regionId),
        startMs: this.#livedMs - liveness.silenceMs(slot, this.#livedMs),
      };
      this.#of(fault, regionId)?.addSilence(this.#table, slot, this.#conditions);
    }
  }

  #gatherLag(slot: number, wide: WideFaults, lag: LagEvidence): void {
    const { regionIds, followers } = this.#table;
    const leaderId = regionIds[slot]!;
    const narrow: number[] = [];
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!lag.isBehind(row)) continue;
      const followerId = followers.followerIds[row]!;
      const fault = wide.silence.byRegion.get(followerId) ?? wide.pairs.get(pairKey(leaderId, followerId));
      if (fault) this.#of(fault, leaderId)?.addLag(this.#table, slot, 1, this.#conditions);
      else if (wide.isWaitedFor(followerId)) this.unexplainedRegionIds.add(leaderId);
      else narrow.push(row);
    }
    if (narrow.length > 0) this.#gatherNarrowLag(slot, narrow, lag);
  }

  /** Of one shard alone: all its followers, so that its leader does not ship, or some of them. */
  #gatherNarrowLag(slot: number, rows: readonly number[], lag: LagEvidence): void {
    const { shardIds, regionIds, followers, states } = this.#table;
    const shardId = shardIds[slot]!;
    const leaderId = regionIds[slot]!;
    const isEvery = rows.length > 1 && rows.length === this.#tellingRows(slot, lag);
    if (isEvery) {
      const startMs = Math.min(...rows.map((row) => lag.sinceMs(slot, row, this.#livedMs)));
      const fault = { ...this.#replica("shard_behind", shardId, leaderId), startMs };
      this.#of(fault, leaderId)?.addLag(this.#table, slot, rows.length, this.#conditions);
      return;
    }
    for (const row of rows) {
      const regionId = followers.followerIds[row]!;
      const follower = this.#table.slotOf({ shardId, regionId });
      const isSilent = follower >= 0 && states[follower] === OFFLINE;
      const startMs = lag.sinceMs(slot, row, this.#livedMs);
      const behind: Fault = {
        ...this.#replica("shard_behind", shardId, regionId),
        peerId: leaderId,
        startMs,
      };
      const fault = isSilent ? { ...this.#replica("replica_silent", shardId, regionId), startMs } : behind;
      this.#of(fault, leaderId)?.addLag(this.#table, slot, 1, this.#conditions);
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
    for (let row = followers.starts[slot]!; row < followers.endOf(slot); row += 1) {
      if (lag.isTelling(slot, row)) count += 1;
    }
    return count;
  }

  #replica(cause: Fault["cause"], shardId: ShardId, regionId: RegionId): Omit<Fault, "startMs"> {
    return { id: replicaFaultId(shardId, regionId), cause, regionId, shardId, isPlain: true };
  }

  /** @param regionId - the region that the evidence speaks against, which is unexplained when there is no place left. */
  #of(fault: Fault, regionId?: RegionId): FaultEvidence | undefined {
    const known = this.#byId.get(fault.id);
    if (known) return known;
    if (this.#byId.size >= MAX_FAULTS) {
      this.#notListed.add(fault.id);
      if (regionId !== undefined) this.unexplainedRegionIds.add(regionId);
      return undefined;
    }
    const evidence = new FaultEvidence(fault);
    this.#byId.set(fault.id, evidence);
    return evidence;
  }
}
