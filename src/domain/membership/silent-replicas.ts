import type { RegionId, ReplicaId } from "../terms/ids";
import { replicaKey } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
import { NO_SLOT } from "../replicas/replica-slots";
import { NS_PER_MS_F64 } from "../terms/units";
import { MAX_KNOWN } from "./known-replica";
import type { KnownReplica } from "./known-replica";

/** Silence is looked at in so many steps up to Offline: a step more is worth keeping. */
const STEPS_TO_OFFLINE = 3;
const HASH_FACTOR = 2_654_435_761;

/** Which replicas stay known although they are silent, in this process and in the next one. */
export class SilentReplicas {
  readonly #replicas: ReplicaTable;
  /** By key: known from an earlier process and not heard yet. */
  readonly #restored = new Set<number>();
  /** Silence that is more than a heartbeat that is late, in milliseconds. */
  overdueAfterMs = 10_000;

  constructor(replicas: ReplicaTable) {
    this.#replicas = replicas;
  }

  /** Whether a replica was heard once and is overdue: whatever happens to its shard, it is not gone but silent. */
  isOverdue(id: ReplicaId, livedMs: number): boolean {
    const slot = this.#replicas.slotOf(id);
    if (slot === NO_SLOT || !this.#wasHeard(slot)) return false;
    return this.#replicas.liveness.silenceMs(slot, livedMs) > this.overdueAfterMs;
  }

  /** Replicas to be kept, at most {@link MAX_KNOWN}, by shard, then region. */
  known(livedMs: number): readonly KnownReplica[] {
    const known: KnownReplica[] = [];
    const { shardIds, regionIds, liveness, slots } = this.#replicas;
    for (const slot of slots.ordered) {
      if (known.length === MAX_KNOWN) break;
      if (!this.#wasHeard(slot)) continue;
      const silentNs = BigInt(Math.round(liveness.silenceMs(slot, livedMs) * NS_PER_MS_F64));
      known.push({ shardId: shardIds[slot]!, regionId: regionIds[slot]!, silentNs });
    }
    return known;
  }

  /** Changes when another list is worth keeping: somebody came, left, fell silent for a step longer or is heard again. */
  fingerprint(livedMs: number): number {
    const { slots, liveness } = this.#replicas;
    const stepMs = this.overdueAfterMs;
    let sum = 0;
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot) || !this.#wasHeard(slot)) continue;
      const step = Math.min(STEPS_TO_OFFLINE, Math.floor(liveness.silenceMs(slot, livedMs) / stepMs));
      const hash = Math.imul(this.#keyOf(slot) * (STEPS_TO_OFFLINE + 1) + step + 1, HASH_FACTOR) >>> 0;
      sum = (sum + hash) % Number.MAX_SAFE_INTEGER;
    }
    return sum;
  }

  /**
   * Expects replicas that an earlier process knew. Their silence goes on from where it was, but everybody has
   * `overdueAfterMs` to be heard.
   *
   * @param isWelcome - whether one that has no place may get one.
   */
  restore(
    known: readonly KnownReplica[],
    livedMs: number,
    offlineAfterMs: number,
    isWelcome: (id: ReplicaId) => boolean,
  ): void {
    const longestMs = Math.max(0, offlineAfterMs - this.overdueAfterMs);
    for (const { silentNs, ...id } of known) {
      const sinceMs = livedMs - Math.min(Number(silentNs) / NS_PER_MS_F64, longestMs);
      const slot = this.#replicas.slotOf(id);
      if (slot === NO_SLOT && !isWelcome(id)) continue;
      if (slot === NO_SLOT) this.#replicas.add(id, sinceMs);
      else this.#replicas.liveness.expect(slot, sinceMs);
      this.#restored.add(replicaKey(id));
    }
  }

  /** A replica was removed: nothing is known of it any more. */
  forget(id: ReplicaId): void {
    this.#restored.delete(replicaKey(id));
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
      this.#restored.delete(this.#keyOf(slot));
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

  #wasHeard(slot: number): boolean {
    return this.#replicas.liveness.isHeard(slot) || this.#restored.has(this.#keyOf(slot));
  }

  #keyOf(slot: number): number {
    const { shardIds, regionIds } = this.#replicas;
    return replicaKey({ shardId: shardIds[slot]!, regionId: regionIds[slot]! });
  }
}
