import type { ServerResponse } from "node:http";
import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
import type { HttpServices } from "../routing/http-services";
type SnapshotServices = Pick<HttpServices, "controlPlane" | "limits" | "refusals">;
/**
 * Snapshots of the cluster, each for all who asked for one at about the same time. None is older than the question, so a client
 * that has just sent something finds it.
 *
 * A snapshot is memory, and lives until its last reader has all of it: so there are only so many at a time. Whoever asks for
 * one more waits for an old one to end, and all who wait get the same. Slow readers of the oldest are cut off for them.
 */
export declare class SharedSnapshots {
    #private;
    /** @param pause - resolves when so much time is over. */
    constructor(pause?: (milliseconds: number) => Promise<unknown>);
    /** How many are held. */
    get aliveCount(): number;
    /**
     * A snapshot, taken after it was asked for and held until the answer is over.
     *
     * @throws whatever taking it throws.
     */
    of(response: ServerResponse, services: SnapshotServices): Promise<ClusterSnapshot>;
}
export {};
