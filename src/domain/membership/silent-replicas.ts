import type { RegionId, ReplicaId } from "../terms/ids";
import { replicaIdOf, replicaKey } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
import { NO_SLOT } from "../replicas/replica-slots";
import { NS_PER_MS_F64 } from "../terms/units";
import { MAX_KNOWN } from "./known-replica";
import type { Absence, RememberedReplica } from "../terms/recollection";
import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { KnownReplica } from "./known-replica";
import { resumedSilence } from "./resumed-silence";

/** Silence is looked at in so many steps up to Offline: a step more is worth keeping. */
const STEPS_TO_OFFLINE = 3;
const HASH_FACTOR = 2_654_435_761;
/** So many are looked at and printed within a millisecond. */
const REPLICAS_AT_A_TIME = 500;

/** Which replicas stay known although they are silent, in this process and in the next one. */
export class SilentReplicas {
  readonly #replicas: ReplicaTable;
  /** Silence that is more than a heartbeat that is late, in milliseconds. */
  overdueAfterMs = 10_000;

  constructor(replicas: ReplicaTable) {
    this.#replicas = replicas;
  }

  /** Whether a replica was heard once and is overdue: whatever happens to its shard, it is not gone but silent. */
  isOverdue(id: ReplicaId, livedMs: number): boolean {
    const slot = this.#replicas.slotOf(id);
    if (slot === NO_SLOT || !this.#replicas.liveness.wasEverHeard(slot)) return false;
    return this.#replicas.liveness.silenceMs(slot, livedMs) > this.overdueAfterMs;
  }

  /** Replicas to be kept, at most {@link MAX_KNOWN}, by shard, then region, all as they are at the first step. */
  *knownInSteps(livedMs: number): Generator<undefined, readonly KnownReplica[]> {
    // Numbers in columns are copied within a millisecond or two; making an object of each takes ten times as long.
    const { replicas, silentMs } = this.#heard(livedMs);
    const known: KnownReplica[] = [];
    for (let index = 0; index < replicas.length; index += 1) {
      const { shardId, regionId } = replicaIdOf(replicas[index]!);
      // Written out, because objects that are spread into others are slow to make and to read.
      known.push({
        shardId,
        regionId,
        silentNs: BigInt(Math.round(silentMs[index]! * NS_PER_MS_F64)),
      });
      if (known.length % REPLICAS_AT_A_TIME === 0) yield;
    }
    return known;
  }

  /**
   * Changes when another list is worth keeping: one came, left, fell silent for a step longer or is heard again. What changes
   * between two steps may be in it or not.
   */
  *fingerprintInSteps(livedMs: number): Generator<undefined, number> {
    let sum = 0;
    for (let start = 0; start < this.#replicas.slots.slotCount; start += REPLICAS_AT_A_TIME) {
      sum = (sum + this.#sumOf(start, start + REPLICAS_AT_A_TIME, livedMs)) % Number.MAX_SAFE_INTEGER;
      yield;
    }
    return sum;
  }

  /** Some replicas at a time, at most {@link MAX_KNOWN}, by shard, then region: how they stood at `livedMs`, or stand now. */
  *remembered(livedMs: number): Generator<readonly RememberedReplica[], void> {
    const ordered = this.#replicas.slots.ordered.subarray(0, MAX_KNOWN);
    for (let start = 0; start < ordered.length; start += REPLICAS_AT_A_TIME) {
      const { shardIds, regionIds, liveness, slots } = this.#replicas;
      const portion: RememberedReplica[] = [];
      for (const slot of ordered.subarray(start, start + REPLICAS_AT_A_TIME)) {
        // It may have left since the first portion was taken.
        if (!slots.isTaken(slot)) continue;
        portion.push({
          shardId: shardIds[slot]!,
          regionId: regionIds[slot]!,
          silentMs: liveness.silenceMs(slot, livedMs),
          wasHeard: liveness.wasEverHeard(slot),
          newest: liveness.newest(slot),
        });
      }
      yield portion;
    }
  }

  /**
   * Expects replicas that an earlier process knew. Their silence goes on from where it was, but everybody has
   * `overdueAfterMs` to be heard.
   *
   * @param forgetAfterMs - silence after which some are forgotten: nobody is who has not had the time to be heard.
   * @param isWelcome - whether one that has no place may get one.
   */
  restore(
    known: readonly KnownReplica[],
    livedMs: number,
    forgetAfterMs: number,
    isWelcome: (id: ReplicaId) => boolean,
  ): void {
    this.#replicas.liveness.giveGrace(livedMs + this.overdueAfterMs);
    for (const { silentNs, ...id } of known) {
      const silentMs = Math.min(Number(silentNs) / NS_PER_MS_F64, this.#longestMs(forgetAfterMs));
      const sinceMs = livedMs - silentMs;
      const isPlaced = this.#replicas.slotOf(id) !== NO_SLOT;
      if (!isPlaced && !isWelcome(id)) continue;
      const slot = isPlaced ? this.#replicas.slotOf(id) : this.#replicas.add(id, sinceMs);
      this.#replicas.liveness.remember(slot, { ...id, silentMs, wasHeard: true }, sinceMs, false);
    }
  }

  /**
   * Says more of replicas that are expected already and not heard yet: others are left out, because what is remembered may be
   * older than what was removed.
   *
   * @returns how many replicas it was told of, that are expected.
   */
  recall(
    told: readonly RememberedReplica[],
    absence: Absence,
    livedMs: number,
    limits: Pick<ControlPlaneSettings, "offlineAfterMs" | "forgetAfterMs">,
  ): number {
    const { liveness } = this.#replicas;
    liveness.giveGrace(livedMs + this.overdueAfterMs);
    let count = 0;
    for (const replica of told) {
      const slot = this.#replicas.slotOf(replica);
      if (slot === NO_SLOT || liveness.isHeard(slot)) continue;
      const { silentMs, isCertain } = resumedSilence(
        replica,
        absence,
        limits.offlineAfterMs,
        this.overdueAfterMs,
      );
      const sinceMs = livedMs - Math.min(silentMs, this.#longestMs(limits.forgetAfterMs));
      liveness.remember(slot, replica, sinceMs, isCertain);
      count += 1;
    }
    return count;
  }

  #longestMs(forgetAfterMs: number): number {
    return Math.max(0, forgetAfterMs - STEPS_TO_OFFLINE * this.overdueAfterMs);
  }

  /**
   * Removes every replica that was silent for longer and that `isMeant` picks, but not the last one of a region that anybody
   * still names: a region that died is not gone.
   */
  forgetSilent(
    livedMs: number,
    forgetAfterMs: number,
    isMeant: (slot: number) => boolean,
    isRegionNamed: (regionId: RegionId) => boolean,
  ): void {
    const { regionIds, liveness, regionUses, slots } = this.#replicas;
    // Nearly always nobody is, and there is a time to lose at every tick.
    if (!liveness.isAnySilentFor(forgetAfterMs, livedMs, slots.slotCount)) return;
    let left: Uint32Array | undefined;
    this.#replicas.removeWhere((slot) => {
      if (liveness.silenceMs(slot, livedMs) <= forgetAfterMs || !isMeant(slot)) return false;
      const regionId = regionIds[slot]!;
      left ??= this.#countByRegion();
      const isSpokenOf = isRegionNamed(regionId) || regionUses.countOf(regionId) > left[regionId]!;
      if (left[regionId] === 1 && isSpokenOf) return false;
      left[regionId]! -= 1;
      return true;
    });
  }

  #countByRegion(): Uint32Array {
    const { slots, regionIds } = this.#replicas;
    const counts = new Uint32Array(slots.regionLimit);
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (slots.isTaken(slot)) counts[regionIds[slot]!]! += 1;
    }
    return counts;
  }

  /** The keys of replicas that were ever heard, in their order, and for how long each is silent. */
  #heard(livedMs: number): { readonly replicas: Float64Array; readonly silentMs: Float64Array } {
    const { liveness, slots } = this.#replicas;
    const { ordered } = slots;
    const replicas = new Float64Array(Math.min(ordered.length, MAX_KNOWN));
    const silentMs = new Float64Array(replicas.length);
    let count = 0;
    for (const slot of ordered) {
      if (count === MAX_KNOWN) break;
      if (!liveness.wasEverHeard(slot)) continue;
      replicas[count] = this.#keyOf(slot);
      silentMs[count] = liveness.silenceMs(slot, livedMs);
      count += 1;
    }
    return { replicas: replicas.subarray(0, count), silentMs };
  }

  /** What the replicas in these slots add to the fingerprint; fewer than 2^21 of them, so that it is exact. */
  #sumOf(start: number, end: number, livedMs: number): number {
    const { slots, liveness } = this.#replicas;
    let sum = 0;
    for (let slot = start; slot < Math.min(end, slots.slotCount); slot += 1) {
      if (!slots.isTaken(slot) || !liveness.wasEverHeard(slot)) continue;
      const step = Math.min(
        STEPS_TO_OFFLINE,
        Math.floor(liveness.silenceMs(slot, livedMs) / this.overdueAfterMs),
      );
      sum += Math.imul(this.#keyOf(slot) * (STEPS_TO_OFFLINE + 1) + step + 1, HASH_FACTOR) >>> 0;
    }
    return sum;
  }

  #keyOf(slot: number): number {
    const { shardIds, regionIds } = this.#replicas;
    return replicaKey({ shardId: shardIds[slot]!, regionId: regionIds[slot]! });
  }
}
