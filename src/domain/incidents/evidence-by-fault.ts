import { FaultEvidence } from "./fault-evidence";
import { replicaFaultId, shardFaultId } from "./fault";
import type { Fault } from "./fault";
import { replicaKey } from "../terms/ids";
import type { RegionId, ShardId } from "../terms/ids";
import type { LagEvidence } from "./lag-evidence";
import { BEHIND } from "./leader-group";
import type { LeaderGroup } from "./leader-group";
import { pairEvidence } from "./pair-evidence";
import type { PairEvidence } from "./pair-evidence";
import type { RegionPair } from "./pair-sums";
import { RegionSet } from "./region-set";
import { OFFLINE } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import { ShardSet, WORDS_OF_SHARDS } from "./shard-set";
import type { ShardConditions } from "./shard-conditions";
import type { WideFaults } from "./wide-faults";

/** Most faults that are told apart: nobody reads more, and senders can make up very many. */
export const MAX_FAULTS = 256;

/** What explains the silence of whole regions, by region id. */
type RegionEvidence = readonly (FaultEvidence | undefined)[];

/** What explains the lag of the follower in a row. */
type EvidenceOf = (leaderId: RegionId, row: number) => PairEvidence;
type EvidenceBetween = (leaderId: RegionId, followerId: RegionId) => PairEvidence;

/** What nothing wide explains of a group: followers of each leader, and the leaders that were not gone through yet. */
interface NarrowPart {
  readonly count: number;
  left: number;
}

/** Puts every piece of evidence to the fault that explains it, the narrow ones made as they are needed. */
export class EvidenceByFault {
  readonly #byId = new Map<string, FaultEvidence>();
  /** Those of single replicas again, by a number: texts for very many would take their time. */
  readonly #byReplica = new Map<number, FaultEvidence>();
  /** The shards of those. */
  readonly #replicaShards = new ShardSet();
  /** Those that are the subject of a fault as a whole. */
  readonly #shardsAsAWhole = new ShardSet();
  #notListed = 0;
  readonly #table: ReplicaTable;
  readonly #conditions: ShardConditions;
  readonly #livedMs: number;
  readonly #offlineAfterMs: number;
  /** Regions with evidence for which there was no fault left. */
  readonly unexplainedRegionIds = new RegionSet();

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
    for (const [fault, slots] of wide.sources) {
      for (const slot of slots) this.#of(fault)?.addSilence(this.#table, slot, this.#conditions);
      if (slots.length === 0) this.#of(fault);
    }
    const silentRegions: (FaultEvidence | undefined)[] = [];
    for (const [regionId, fault] of byRegion) silentRegions[regionId] = this.#of(fault);
    const ofPairs = lag.pairs.map((pair) => this.#ofPair(pair, wide, silentRegions));
    this.#gatherSilence(silentRegions, wide);
    const evidenceOf: EvidenceOf = (leaderId, row) => {
      const pair = lag.pairOf(leaderId, row);
      if (pair >= 0) return ofPairs[pair]!;
      const followerId = this.#table.followers.followerIds[row]!;
      return pairEvidence(silentRegions[followerId], followerId, wide.isWaitedFor);
    };
    this.#gatherLagOfAll(lag, evidenceOf, (leaderId, followerId) => {
      return ofPairs[lag.pairBetween(leaderId, followerId)]!;
    });
    this.#gatherUnstable();
    this.#gatherLeadership();
  }

  #ofPair(pair: RegionPair, wide: WideFaults, silentRegions: RegionEvidence): PairEvidence {
    const fault = wide.pairs.get(pair);
    const ofFault = fault && this.#of(fault);
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
    if (this.#isFullFor(shardId)) {
      this.#leaveOut(regionId, 1);
      return undefined;
    }
    // What goes in and out of silence is that, also while it is out.
    const isUnstable = this.#unstableSinceMs(slot) !== undefined;
    const cause = isUnstable ? "replica_unstable" : "replica_silent";
    return this.#ofReplica(cause, shardId, regionId, regionId, () => ({
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

  /** First what is wide of all groups of leaders, then what is narrow, shard by shard, while there is room for it. */
  #gatherLagOfAll(lag: LagEvidence, evidenceOf: EvidenceOf, evidenceBetween: EvidenceBetween): void {
    const narrow = new Map<LeaderGroup, NarrowPart>();
    const shards = new ShardSet();
    for (const group of lag.groups) {
      const count = group.isDegraded ? this.#gatherGroup(group, evidenceBetween) : 0;
      if (count === 0) continue;
      narrow.set(group, { count, left: group.count });
      for (let at = 0; at < WORDS_OF_SHARDS; at += 1) shards.addWord(at, group.shards[at]!);
    }
    const alone = new ShardSet();
    for (const slot of lag.slots) alone.add(this.#table.shardIds[slot]!);
    for (let at = 0; at < WORDS_OF_SHARDS; at += 1) {
      let word = shards.word(at) | alone.word(at);
      // Without room there is something to be found only where the shard has a fault already.
      if (this.#byId.size >= MAX_FAULTS) word &= this.#replicaShards.word(at) | alone.word(at);
      for (; word !== 0; word &= word - 1)
        this.#gatherLagOfShard(at * 32 + 31 - Math.clz32(word & -word), lag, evidenceOf, narrow);
    }
    for (const [{ leaderId }, { count, left }] of narrow)
      if (left > 0) this.#leaveOut(leaderId, count * left);
  }

  #gatherLagOfShard(
    shardId: ShardId,
    lag: LagEvidence,
    evidenceOf: EvidenceOf,
    narrow: ReadonlyMap<LeaderGroup, NarrowPart>,
  ): void {
    for (const slot of this.#conditions.slotsOf(this.#table, shardId)) {
      const group = lag.groupOf(slot);
      const part = group && narrow.get(group);
      if (part) {
        part.left -= 1;
        lag.goThrough(slot, group);
        this.#gatherNarrowLag(slot, part.count, lag, evidenceOf);
      } else if (!group && lag.isLaggingAlone(slot)) this.#gatherLag(slot, lag, evidenceOf);
    }
  }

  /** Returns how many followers of each leader nothing wide explains. */
  #gatherGroup(group: LeaderGroup, evidenceBetween: EvidenceBetween): number {
    const { leaderId, followerIds } = group;
    const counts = new Map<FaultEvidence, number>();
    let narrowCount = 0;
    for (const [place, followerId] of followerIds.entries()) {
      if (group.codeOf(place) !== BEHIND) continue;
      const { evidence, isWaitedFor } = evidenceBetween(leaderId, followerId);
      if (evidence) counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
      else if (isWaitedFor) this.unexplainedRegionIds.add(leaderId);
      else narrowCount += 1;
    }
    for (const [evidence, count] of counts) evidence.addGroup(this.#table, group, count, this.#conditions);
    return narrowCount;
  }

  /** @param evidenceOf - what explains the lag between two regions. */
  #gatherLag(slot: number, lag: LagEvidence, evidenceOf: EvidenceOf): void {
    const { regionIds, followers } = this.#table;
    const leaderId = regionIds[slot]!;
    const end = followers.endOf(slot);
    // Mostly the same explains several followers in a row.
    let last: FaultEvidence | undefined;
    let count = 0;
    let narrowCount = 0;
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!lag.isBehind(row)) continue;
      const { evidence, isWaitedFor } = evidenceOf(leaderId, row);
      if (evidence !== last) {
        last?.addLag(this.#table, slot, count, this.#conditions);
        last = evidence;
        count = 0;
      }
      count += 1;
      if (evidence) continue;
      if (isWaitedFor) this.unexplainedRegionIds.add(leaderId);
      else narrowCount += 1;
    }
    last?.addLag(this.#table, slot, count, this.#conditions);
    if (narrowCount > 0) this.#gatherNarrowLag(slot, narrowCount, lag, evidenceOf);
  }

  /** Of one shard alone: all its followers, so that its leader does not ship, or some of them. */
  #gatherNarrowLag(slot: number, count: number, lag: LagEvidence, evidenceOf: EvidenceOf): void {
    const { shardIds, regionIds, followers, states } = this.#table;
    const shardId = shardIds[slot]!;
    const leaderId = regionIds[slot]!;
    if (this.#isFullFor(shardId)) {
      this.#leaveOut(leaderId, count);
      return;
    }
    const rows = this.#narrowRows(slot, lag, evidenceOf);
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

  #narrowRows(slot: number, lag: LagEvidence, evidenceOf: EvidenceOf): readonly number[] {
    const { regionIds, followers } = this.#table;
    const rows: number[] = [];
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!lag.isBehind(row)) continue;
      const { evidence, isWaitedFor } = evidenceOf(regionIds[slot]!, row);
      if (!evidence && !isWaitedFor) rows.push(row);
    }
    return rows;
  }

  #gatherLeadership(): void {
    for (const { cause, shardId } of this.#conditions.problems) {
      // Of very many, neither a text nor a list is made for those that have no place any more.
      if (this.#byId.size >= MAX_FAULTS && !this.#shardsAsAWhole.has(shardId)) {
        this.#notListed += 1;
        continue;
      }
      const startMs = this.#livedMs;
      const evidence = this.#of({ id: shardFaultId(shardId), cause, shardId, isPlain: true, startMs });
      for (const slot of this.#conditions.liveSlots(this.#table, shardId))
        evidence?.addOther(this.#table, slot, this.#conditions);
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
      this.#leaveOut(againstId, 1);
      return undefined;
    }
    const id = replicaFaultId(shardId, regionId);
    const evidence = this.#of({ id, cause, regionId, shardId, isPlain: true, ...rest() });
    if (!evidence) return undefined;
    this.#byReplica.set(key, evidence);
    this.#replicaShards.add(shardId);
    return evidence;
  }

  /** Whether there is no place left, and no fault of any replica of the shard has one. */
  #isFullFor(shardId: ShardId): boolean {
    return this.#byId.size >= MAX_FAULTS && !this.#replicaShards.has(shardId);
  }

  #leaveOut(againstId: RegionId, count: number): void {
    this.#notListed += count;
    this.unexplainedRegionIds.add(againstId);
  }

  #of(fault: Fault): FaultEvidence | undefined {
    const known = this.#byId.get(fault.id);
    if (known) return known;
    if (this.#byId.size >= MAX_FAULTS) {
      this.#notListed += 1;
      return undefined;
    }
    if (fault.shardId !== undefined && fault.regionId === undefined) this.#shardsAsAWhole.add(fault.shardId);
    const evidence = new FaultEvidence(fault);
    this.#byId.set(fault.id, evidence);
    return evidence;
  }
}
