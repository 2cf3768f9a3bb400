import type { ClusterTotals } from "../domain/terms/cluster-snapshot";
import type { RegionId } from "../domain/terms/ids";
import type { TotalsMetric, FiguresSource } from "./terms/metric";
/** Figures with only those regions that `isWanted` picks. */
export declare function totalsOf(cluster: ClusterTotals, isWanted: (regionId: RegionId) => boolean): ClusterTotals;
/**
 * How many series metrics of regions have. There may be tens of thousands of regions, so only one of each kind is asked for: of
 * those that have replicas, of those that only follow, and of those that do both.
 */
export declare function regionSeries(metrics: readonly TotalsMetric[], source: FiguresSource): number;
