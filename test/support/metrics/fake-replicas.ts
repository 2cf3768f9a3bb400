import type { ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type {
  FollowerReading,
  LiveReplicas,
  ReplicaReading,
  ReplicaWatcher,
} from "../../../src/domain/terms/live-replicas";

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Live replicas that do what a test says. As strict as the real ones: one reading and one follower's entry are shared by all, and
 * what they said before is overwritten by the next.
 */
export class FakeReplicas implements LiveReplicas {
  readonly #slots: (ReplicaSnapshot | undefined)[] = [];
  readonly #watchers = new Set<ReplicaWatcher>();
  readonly #reading = {} as Changing<ReplicaReading>;
  readonly #follower = {} as Changing<FollowerReading>;

  constructor(replicas: readonly ReplicaSnapshot[] = []) {
    for (const replica of replicas) this.put(replica);
  }

  /** By shard, then region. */
  get snapshots(): readonly ReplicaSnapshot[] {
    return this.#slots
      .filter((replica) => replica !== undefined)
      .sort((a, b) => a.shardId - b.shardId || a.regionId - b.regionId);
  }

  get slotCount(): number {
    return this.#slots.length;
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  /** Adds a replica, or replaces what it says. */
  put(replica: ReplicaSnapshot): void {
    const known = this.#slotOf(replica.shardId, replica.regionId);
    if (known >= 0) {
      this.#slots[known] = replica;
      for (const watcher of this.#watchers) watcher.changed(known);
      return;
    }
    const free = this.#slots.indexOf(undefined);
    const slot = free < 0 ? this.#slots.length : free;
    this.#slots[slot] = replica;
    for (const watcher of this.#watchers) watcher.added(slot);
  }

  remove(shardId: number, regionId: number): void {
    const slot = this.#slotOf(shardId, regionId);
    if (slot < 0) return;
    this.#slots[slot] = undefined;
    for (const watcher of this.#watchers) watcher.removed(slot);
  }

  /** Replaces every replica by what `rename` makes of it, without a word about single ones. */
  rename(rename: (replica: ReplicaSnapshot) => ReplicaSnapshot): void {
    for (const [slot, replica] of this.#slots.entries()) this.#slots[slot] = replica && rename(replica);
    for (const watcher of this.#watchers) watcher.renamed();
  }

  *slotsInOrder(): Iterable<number> {
    for (const { shardId, regionId } of this.snapshots) yield this.#slotOf(shardId, regionId);
  }

  read(slot: number): ReplicaReading {
    const replica = this.#slots[slot];
    if (replica === undefined) throw new Error(`slot ${slot} is free`);
    return Object.assign(this.#reading, replica, {
      followers: { [Symbol.iterator]: () => this.#followersOf(replica) },
    });
  }

  watch(watcher: ReplicaWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  *#followersOf({ followers }: ReplicaSnapshot): Generator<FollowerReading, void> {
    for (const lag of followers) yield Object.assign(this.#follower, lag);
  }

  #slotOf(shardId: number, regionId: number): number {
    return this.#slots.findIndex((replica) => replica?.shardId === shardId && replica.regionId === regionId);
  }
}
