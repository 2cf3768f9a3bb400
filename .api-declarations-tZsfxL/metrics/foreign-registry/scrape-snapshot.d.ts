import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";
/**
 * One snapshot for all families of one scrape of a foreign registry, which asks each family by itself. prom-client asks
 * all of them in the order of their registration, without waiting in between. So a scrape's asking
 * ends when the running code does, or when a family is asked that does not come after the one before: then somebody has
 * begun another scrape.
 */
export declare class ScrapeSnapshot {
    #private;
    constructor(take: () => ClusterSnapshot);
    /** @param position of the asking family among all that share this object. */
    for(position: number): ClusterSnapshot;
}
