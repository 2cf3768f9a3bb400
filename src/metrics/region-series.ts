import type { ClusterTotals, InboundLag, RegionTotals } from "../domain/terms/cluster-snapshot";
import type { RegionId } from "../domain/terms/ids";
import type { TotalsMetric, FiguresSource } from "./terms/metric";

/** A region as the totals have it: with replicas, as a follower, or both. */
interface RegionEntry {
  readonly region: RegionTotals | undefined;
  readonly lag: InboundLag | undefined;
}

/** Figures with only those regions that `isWanted` picks. */
export function totalsOf(cluster: ClusterTotals, isWanted: (regionId: RegionId) => boolean): ClusterTotals {
  return {
    ...cluster,
    regions: cluster.regions.filter(({ regionId }) => isWanted(regionId)),
    inboundLag: cluster.inboundLag.filter(({ regionId }) => isWanted(regionId)),
  };
}

/**
 * How many series metrics of regions have. There may be tens of thousands of regions, so only one of each kind is asked for: of
 * those that have replicas, of those that only follow, and of those that do both.
 */
export function regionSeries(metrics: readonly TotalsMetric[], source: FiguresSource): number {
  const { regions, inboundLag } = source.cluster;
  const lags = new Map(inboundLag.map((lag) => [lag.regionId, lag]));
  const kinds = new Map<string, { readonly entry: RegionEntry; count: number }>();
  const add = (kind: string, region: RegionTotals | undefined, lag: InboundLag | undefined): void => {
    const known = kinds.get(kind);
    if (known) known.count += 1;
    else kinds.set(kind, { entry: { region, lag }, count: 1 });
  };
  for (const region of regions) {
    const lag = lags.get(region.regionId);
    lags.delete(region.regionId);
    add(lag ? "both" : "replicas", region, lag);
  }
  for (const lag of lags.values()) add("follower", undefined, lag);
  let series = 0;
  for (const { entry, count } of kinds.values()) series += count * seriesOf(metrics, source, entry);
  return series;
}

function seriesOf(
  metrics: readonly TotalsMetric[],
  source: FiguresSource,
  { region, lag }: RegionEntry,
): number {
  const cluster = { ...source.cluster, regions: region ? [region] : [], inboundLag: lag ? [lag] : [] };
  return metrics.reduce((sum, metric) => sum + Array.from(metric.samples({ ...source, cluster })).length, 0);
}
