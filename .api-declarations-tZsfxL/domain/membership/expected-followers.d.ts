import type { ReplicaId } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
import type { Topology } from "./topology";
/**
 * The followers that live leaders name, where followers of this cluster send heartbeats at all: such a follower exists, so it
 * is expected like one that the topology names. In a cluster of which only leaders were ever heard, nobody is.
 */
export declare class ExpectedFollowers {
    #private;
    constructor(replicas: ReplicaTable, topology: Topology);
    /**
     * Looks at the next few thousand replicas, and expects from now on whom their leaders name. To be called again and again.
     *
     * @param sinceMs - lived time at which the first heartbeat of whoever is found became due.
     * @param mayExpect - whether one that is not known may become so.
     */
    look(sinceMs: number, mayExpect: (id: ReplicaId) => boolean): void;
}
