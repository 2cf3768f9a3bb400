import type { LiveReplicas, ReplicaReading, ReplicaWatcher } from "../terms/live-replicas";
import type { RegionNames } from "../regions/region-names";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ReplicaWatchers } from "./replica-watchers";
/** The table's replicas, read in place: every reading is one and the same object, moved from slot to slot. */
export declare class LiveTable implements LiveReplicas {
    #private;
    /** @param watchers - those that the table tells what happens. */
    constructor(table: ReplicaTable, watchers: ReplicaWatchers, names: RegionNames);
    get slotCount(): number;
    slotsInOrder(): Iterable<number>;
    read(slot: number): ReplicaReading;
    watch(watcher: ReplicaWatcher): () => void;
    /** Regions are called otherwise from now on. */
    rename(names: RegionNames): void;
}
