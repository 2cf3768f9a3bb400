import { z } from "zod";
import type { ClusterHealth } from "../../domain/terms/cluster-health";
import { expectation } from "../fields/expectation";
import { parseJson, printJson } from "../json/json";
import { count, f64FromZero, f64ToWire, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { parseWith, wholeValueProblem } from "../fields/parse-with";
import type { ParseResult } from "../fields/parse-with";
import { presentFields } from "../fields/present-fields";
import { incidentSchema, incidentToWire } from "./incident";
import { maintenanceWindowSchema, maintenanceWindowToWire } from "./maintenance-window";
import { REGION_HEALTHS, REGION_STATUSES, regionDetailsSchema, regionDetailsToWire } from "./region-details";
import { byRegion, regionMapToWire } from "../fields/region-keys";
import { shardStatsSchema, shardStatsToWire } from "./shard-stats";
import { bool, oneOf, text } from "../fields/text-schemas";

const clusterHealthFields = {
  snapshot_ns: u64("Nanoseconds since the Unix epoch, the exporter's clock: when the snapshot was taken."),
  shards: z.array(shardStatsSchema, { error: expectation("an array of shard stats") }).meta({
    description:
      "Every registered replica, by shard, then region; one that was never heard has zeros. Empty when shards were left out.",
  }),
  regions: byRegion(
    oneOf(REGION_HEALTHS, "Degraded: replication lag over its limit. Offline: no heartbeat for too long."),
    "The health of each region, by region id. A region that has not been heard yet is left out.",
  ),
  tenant_count: count("Registered tenants."),
  total_entities: u64("Entities in the cluster, every shard counted once."),
  total_signals_eps: f64FromZero("Events per second in the cluster, every shard counted once."),
  cluster: optionalField(text("Extension: the cluster's name.")),
  status: optionalField(oneOf(REGION_STATUSES, "Extension: the state of the worst region.")),
  incidents: optionalField(
    z.array(incidentSchema, { error: expectation("an array of incidents") }).meta({
      description: "Extension: what is broken, worst first, at most 256; of one region, what concerns it.",
    }),
  ),
  incidents_not_listed: optionalField(
    count(
      "Extension: faults in the cluster beyond those that can be listed; their evidence is not explained.",
    ),
  ),
  maintenance: optionalField(
    z.array(maintenanceWindowSchema, { error: expectation("an array of planned work") }).meta({
      description: "Extension: the planned work that is in force, by id.",
    }),
  ),
  is_settled: optionalField(
    bool("Extension: false until everybody had the time to be heard; no incident proves nothing until then."),
  ),
  replay_of_ns: optionalField(
    u64(
      "Extension: only from `tidaldb-exporter replay`: the moment that is shown, in nanoseconds since the Unix epoch.",
    ),
  ),
  region_details: optionalField(
    byRegion(regionDetailsSchema, "Extension: name, state and reasons of each region, by region id."),
  ),
};

/** tidalDB's `ClusterHealth` with the extensions. Unknown fields are ignored, null means absent, as in serde. */
export const clusterHealthSchema: z.ZodType<ClusterHealth> = z
  .object(clusterHealthFields, { error: expectation("an object") })
  .transform((wire): ClusterHealth => ({
    snapshotNs: wire.snapshot_ns,
    shards: wire.shards,
    regions: wire.regions,
    tenantCount: wire.tenant_count,
    totalEntities: wire.total_entities,
    totalSignalsEps: wire.total_signals_eps,
    ...presentFields({
      cluster: wire.cluster,
      status: wire.status,
      incidents: wire.incidents,
      incidentsNotListed: wire.incidents_not_listed,
      maintenance: wire.maintenance,
      isSettled: wire.is_settled,
      replayOfNs: wire.replay_of_ns,
      regionDetails: wire.region_details,
    }),
  }))
  .meta({ description: "The cluster at one moment: every replica, the health of every region, and totals." });

/** Health as plain JSON, field for field what serde makes of the Rust type, then the extensions. */
export function clusterHealthToWire(health: ClusterHealth): Record<string, unknown> {
  return {
    snapshot_ns: health.snapshotNs,
    shards: health.shards.map(shardStatsToWire),
    regions: regionMapToWire(health.regions, (state) => state),
    tenant_count: health.tenantCount,
    total_entities: health.totalEntities,
    total_signals_eps: f64ToWire(health.totalSignalsEps, "total_signals_eps"),
    ...presentFields({
      cluster: health.cluster,
      status: health.status,
      incidents: health.incidents?.map(incidentToWire),
      incidents_not_listed: health.incidentsNotListed,
      maintenance: health.maintenance?.map(maintenanceWindowToWire),
      is_settled: health.isSettled,
      replay_of_ns: health.replayOfNs,
      region_details: health.regionDetails && regionMapToWire(health.regionDetails, regionDetailsToWire),
    }),
  };
}

/**
 * The text of `/health.json`, indented by two blanks. {@link parseClusterHealth} makes an equal value of it, u64s to the
 * last bit; only -0 comes back as 0.
 *
 * @throws RangeError when a number is NaN.
 */
export function printClusterHealth(health: ClusterHealth): string {
  return printJson(clusterHealthToWire(health), 2);
}

/** Reads what {@link printClusterHealth} printed, or what a Rust program printed of its own `ClusterHealth`. */
export function parseClusterHealth(text: string): ParseResult<ClusterHealth> {
  const json = parseJson(text);
  return json.ok
    ? parseWith(clusterHealthSchema, json.value)
    : { ok: false, problems: [wholeValueProblem(json.message)] };
}
