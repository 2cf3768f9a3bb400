import type { ReplicaWatcher } from "../terms/live-replicas";

/** Passes on what it is told to all who watch, in the order in which they began. */
export class ReplicaWatchers implements ReplicaWatcher {
  /** Replaced, never changed: a watcher may come or go while others are being told. */
  #entries: readonly { readonly watcher: ReplicaWatcher }[] = [];

  /** Starts passing on to `watcher`; to one that was added twice, twice. Returns a function that ends it. */
  add(watcher: ReplicaWatcher): () => void {
    const entry = { watcher };
    this.#entries = [...this.#entries, entry];
    return () => {
      this.#entries = this.#entries.filter((each) => each !== entry);
    };
  }

  added(slot: number): void {
    for (const { watcher } of this.#entries) watcher.added(slot);
  }

  changed(slot: number): void {
    for (const { watcher } of this.#entries) watcher.changed(slot);
  }

  removed(slot: number): void {
    for (const { watcher } of this.#entries) watcher.removed(slot);
  }

  renamed(): void {
    for (const { watcher } of this.#entries) watcher.renamed();
  }
}
