import { nsToSeconds } from "./clock";
import { replicaKey } from "./ids";
import type { ReplicaId } from "./ids";
import type { LiveReplicas, ReplicaReading, ReplicaWatcher } from "./live-replicas";
import type { RegionNames } from "./region-names";
import type { Replica } from "./replica";

/** The known replicas, always listed by shard, then region. */
export class ReplicaSet implements LiveReplicas {
  readonly #slots: (Replica | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #slotOf = new Map<Replica, number>();
  readonly #watchers = new Set<ReplicaWatcher>();
  #names: RegionNames | undefined;
  readonly #byKey = new Map<number, Replica>();
  #ordered: readonly Replica[] | undefined;

  get(id: ReplicaId): Replica | undefined {
    return this.#byKey.get(replicaKey(id));
  }

  add(replica: Replica): void {
    this.#byKey.set(replicaKey(replica.id), replica);
    this.#ordered = undefined;
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = replica;
    this.#slotOf.set(replica, slot);
    for (const watcher of this.#watchers) watcher.added(slot);
  }

  remove(id: ReplicaId): void {
    this.removeWhere((replica) => replica.id.shardId === id.shardId && replica.id.regionId === id.regionId);
  }

  changed(replica: Replica): void {
    const slot = this.#slotOf.get(replica);
    if (slot !== undefined) for (const watcher of this.#watchers) watcher.changed(slot);
  }

  rename(names: RegionNames): void {
    this.#names = names;
    for (const watcher of this.#watchers) watcher.renamed();
  }

  get slotCount(): number {
    return this.#slots.length;
  }

  *slotsInOrder(): Iterable<number> {
    for (const replica of this.ordered) {
      const slot = this.#slotOf.get(replica);
      if (slot !== undefined) yield slot;
    }
  }

  read(slot: number): ReplicaReading {
    const replica = this.#slots[slot];
    if (!replica) throw new RangeError(`slot ${slot}: expected a replica, got a free slot`);
    const names = this.#names;
    return {
      ...replica.id,
      regionName: names?.nameOf(replica.id.regionId) ?? "",
      state: replica.shownState,
      stats: replica.stats,
      lastArrivalSeconds: replica.liveness && nsToSeconds(replica.liveness.lastArrivalNs),
      clockSkewSeconds: replica.liveness?.clockSkewSeconds,
      followers:
        replica.shownState === "Offline"
          ? []
          : replica.followerLags.map((lag) => ({
              ...lag,
              followerName: names?.nameOf(lag.followerId) ?? "",
            })),
    };
  }

  watch(watcher: ReplicaWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Removes every replica that `leaves` picks. */
  removeWhere(leaves: (replica: Replica) => boolean): void {
    for (const [key, replica] of this.#byKey) {
      if (leaves(replica)) {
        this.#byKey.delete(key);
        this.#ordered = undefined;
        const slot = this.#slotOf.get(replica);
        if (slot === undefined) continue;
        this.#slotOf.delete(replica);
        for (const watcher of this.#watchers) watcher.removed(slot);
        this.#slots[slot] = undefined;
        this.#free.push(slot);
      }
    }
  }

  /** Ordered by shard, then region. The array is shared: it is not changed by later additions. */
  get ordered(): readonly Replica[] {
    this.#ordered ??= [...this.#byKey.values()].sort((a, b) => replicaKey(a.id) - replicaKey(b.id));
    return this.#ordered;
  }
}
