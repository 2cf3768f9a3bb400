import { replicaKey } from "./ids";
import type { ReplicaId } from "./ids";
import type { Replica } from "./replica";

/** The known replicas, always listed by shard, then region. */
export class ReplicaSet {
  readonly #byKey = new Map<number, Replica>();
  #ordered: readonly Replica[] | undefined;

  get(id: ReplicaId): Replica | undefined {
    return this.#byKey.get(replicaKey(id));
  }

  add(replica: Replica): void {
    this.#byKey.set(replicaKey(replica.id), replica);
    this.#ordered = undefined;
  }

  remove(id: ReplicaId): void {
    if (this.#byKey.delete(replicaKey(id))) this.#ordered = undefined;
  }

  /** Removes every replica that `leaves` picks. */
  removeWhere(leaves: (replica: Replica) => boolean): void {
    for (const [key, replica] of this.#byKey) {
      if (leaves(replica)) {
        this.#byKey.delete(key);
        this.#ordered = undefined;
      }
    }
  }

  /** Ordered by shard, then region. The array is shared: it is not changed by later additions. */
  get ordered(): readonly Replica[] {
    this.#ordered ??= [...this.#byKey.values()].sort((a, b) => replicaKey(a.id) - replicaKey(b.id));
    return this.#ordered;
  }
}
