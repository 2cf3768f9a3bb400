import type { ClusterTotals, InboundLag, RegionTotals } from "../domain/terms/cluster-snapshot";
import type { FollowerSeconds } from "../domain/terms/service-seconds";
import type { RegionId } from "../domain/terms/ids";
import type { TotalsMetric, FiguresSource } from "./terms/metric";

/** A region as the totals have it: with replicas, as a follower now, as one that was one, or several of these. */
interface RegionEntry {
  region?: RegionTotals;
  lag?: InboundLag;
  seconds?: FollowerSeconds;
}

/** Figures with only those regions that `isWanted` picks. */
export function totalsOf(cluster: ClusterTotals, isWanted: (regionId: RegionId) => boolean): ClusterTotals {
  return {
    ...cluster,
    regions: cluster.regions.filter(({ regionId }) => isWanted(regionId)),
    inboundLag: cluster.inboundLag.filter(({ regionId }) => isWanted(regionId)),
    followerSeconds: (cluster.followerSeconds ?? []).filter(({ regionId }) => isWanted(regionId)),
  };
}

/**
 * How many series metrics of regions have. There may be tens of thousands of regions, so only one of each kind is asked for: of
 * those that have replicas, of those that only follow, and of those that do both.
 */
export function regionSeries(metrics: readonly TotalsMetric[], source: FiguresSource): number {
  const kinds = new Map<string, { readonly entry: RegionEntry; count: number }>();
  for (const entry of regionEntries(source.cluster).values()) {
    const kind = Object.keys(entry).join();
    const known = kinds.get(kind);
    if (known) known.count += 1;
    else kinds.set(kind, { entry, count: 1 });
  }
  let series = 0;
  for (const { entry, count } of kinds.values()) series += count * seriesOf(metrics, source, entry);
  return series;
}

function regionEntries({
  regions,
  inboundLag,
  followerSeconds = [],
}: ClusterTotals): Map<RegionId, RegionEntry> {
  const entries = new Map<RegionId, RegionEntry>();
  const add = (regionId: RegionId, part: RegionEntry): void => {
    entries.set(regionId, Object.assign(entries.get(regionId) ?? {}, part));
  };
  for (const region of regions) add(region.regionId, { region });
  for (const lag of inboundLag) add(lag.regionId, { lag });
  for (const seconds of followerSeconds) add(seconds.regionId, { seconds });
  return entries;
}

function seriesOf(
  metrics: readonly TotalsMetric[],
  source: FiguresSource,
  { region, lag, seconds }: RegionEntry,
): number {
  const cluster = {
    ...source.cluster,
    regions: region ? [region] : [],
    inboundLag: lag ? [lag] : [],
    followerSeconds: seconds ? [seconds] : [],
  };
  return metrics.reduce((sum, metric) => sum + Array.from(metric.samples({ ...source, cluster })).length, 0);
}
