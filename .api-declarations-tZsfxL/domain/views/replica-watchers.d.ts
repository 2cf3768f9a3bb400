import type { ReplicaWatcher } from "../terms/live-replicas";
/** Passes on what it is told to all who watch, in the order in which they began. */
export declare class ReplicaWatchers implements ReplicaWatcher {
    #private;
    /** Starts passing on to `watcher`; to one that was added twice, twice. Returns a function that ends it. */
    add(watcher: ReplicaWatcher): () => void;
    added(slot: number): void;
    changed(slot: number): void;
    removed(slot: number): void;
    renamed(): void;
}
