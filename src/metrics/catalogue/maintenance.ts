import type { ClusterTotals } from "../../domain/terms/cluster-snapshot";
import type { RegionId } from "../../domain/terms/ids";
import { maintenanceEndNs } from "../../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { nsToSeconds } from "../../domain/terms/units";
import type { ClusterTotalsMetric } from "../terms/metric";

/** A gauge with one series for each window of planned work that is in force. */
function maintenanceGauge(
  metric: Pick<ClusterTotalsMetric, "name" | "help" | "unit">,
  readNs: (window: MaintenanceWindow) => bigint,
): ClusterTotalsMetric {
  return {
    ...metric,
    type: "gauge",
    labels: ["id", "region", "shard"],
    stability: "experimental",
    group: "cluster",
    samples: ({ cluster }) =>
      (cluster.maintenance ?? []).map((window) => ({
        labels: labelsOf(window, cluster),
        value: nsToSeconds(readNs(window)),
      })),
  };
}

/** A label is empty where the work is not on such a thing. */
function labelsOf({ id, regionId, shardId }: MaintenanceWindow, cluster: ClusterTotals): readonly string[] {
  const region = regionId === undefined ? "" : nameOf(regionId, cluster);
  return [id, region, shardId === undefined ? "" : String(shardId)];
}

/** As other metrics call the region; one that has no replica yet is called by its number. */
function nameOf(regionId: RegionId, { regions }: ClusterTotals): string {
  return regions.find((region) => region.regionId === regionId)?.name ?? String(regionId);
}

/** What is planned: nothing while nothing is. As many series each as `max_maintenance_windows` says. */
export const MAINTENANCE_METRICS: readonly ClusterTotalsMetric[] = [
  maintenanceGauge(
    {
      name: "tidaldb_maintenance_started_timestamp_seconds",
      unit: "seconds",
      help: "When planned work that is in force was announced first, in seconds since the epoch",
    },
    ({ startedNs }) => startedNs,
  ),
  maintenanceGauge(
    {
      name: "tidaldb_maintenance_end_timestamp_seconds",
      unit: "seconds",
      help: "When planned work that is in force ends as things stand, at its end or with its lease, in seconds since the epoch",
    },
    maintenanceEndNs,
  ),
];
