import { z } from "zod";
import { INCIDENT_CAUSES } from "../../domain/terms/incident";
import type { Announcement, Incident, IncidentImpact } from "../../domain/terms/incident";
import { expectation } from "../fields/expectation";
import { count, u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { bool, oneOf, text } from "../fields/text-schemas";

const impactFields = {
  silent_replicas: count("Silent replicas that the incident explains."),
  lagging_followers: count("Followers of single shards whose lag it explains."),
  shards: count("Shards that it touches, each counted once."),
  shards_without_leader: count("Of those, the ones that no live replica leads: writes to them fail."),
  critical_shards: count(
    "Of those, the ones whose next failure takes the last of several copies, or the leader without a caught-up follower.",
  ),
  entities: u64("Entities of those shards."),
  tenants: count("Tenants whose data may be on those shards."),
};

const impactSchema: z.ZodType<IncidentImpact> = z
  .object(impactFields, { error: expectation("an object") })
  .transform((wire): IncidentImpact => ({
    silentReplicas: wire.silent_replicas,
    laggingFollowers: wire.lagging_followers,
    shards: wire.shards,
    shardsWithoutLeader: wire.shards_without_leader,
    criticalShards: wire.critical_shards,
    entities: wire.entities,
    tenants: wire.tenants,
  }))
  .meta({ description: "How bad it is." });

const announcementSchema: z.ZodType<Announcement> = z
  .object(
    {
      by: z
        .array(text("The id of planned work."), { error: expectation("an array of ids of planned work") })
        .meta({ description: "The planned work, by its ids." }),
      until_ns: u64(
        "Nanoseconds since the Unix epoch: when it stops to explain all of the incident, leases that are not renewed aside.",
      ),
    },
    { error: expectation("an object") },
  )
  .transform((wire): Announcement => ({ windowIds: wire.by, untilNs: wire.until_ns }))
  .meta({ description: "The planned work that explains all of it: it pages nobody meanwhile." });

const incidentFields = {
  id: text("The same as long as its subject stays, also when the cause gets worse."),
  cause: oneOf(INCIDENT_CAUSES, "What is broken."),
  region: optionalField(u16("The region that is its subject; of a link the one with the lower id.")),
  region_name: optionalField(text("That region's name.")),
  peer: optionalField(
    u16(
      "The other end of a link; with shard_behind the region that leads; with region_behind the only one that it is behind, where followers send no heartbeats.",
    ),
  ),
  peer_name: optionalField(text("That region's name.")),
  source: optionalField(text("The name of the source that is its subject.")),
  shard: optionalField(u16("The shard that is its subject, alone or with the region.")),
  started_ns: u64(
    "Nanoseconds since the Unix epoch, the exporter's clock: when what it explains began, as far as the evidence tells.",
  ),
  affected_regions: z
    .array(u16("A region's id."), { error: expectation("an array of region ids") })
    .meta({ description: "The regions whose state it explains, its subject included; ascending." }),
  impact: impactSchema,
  is_healing: bool("Whether its evidence is gone, and the incident waits to see whether that lasts."),
  announced: optionalField(announcementSchema),
  title: text("Cause, subject and size in one line."),
};

/** One fault that explains evidence: what is broken, since when, and how bad it is. */
export const incidentSchema: z.ZodType<Incident> = z
  .object(incidentFields, { error: expectation("an object") })
  .transform((wire): Incident => ({
    id: wire.id,
    cause: wire.cause,
    ...presentFields({
      regionId: wire.region,
      regionName: wire.region_name,
      peerId: wire.peer,
      peerName: wire.peer_name,
      source: wire.source,
      shardId: wire.shard,
    }),
    startedNs: wire.started_ns,
    affectedRegionIds: wire.affected_regions,
    impact: wire.impact,
    isHealing: wire.is_healing,
    ...presentFields({ announced: wire.announced }),
    title: wire.title,
  }))
  .meta({ description: "One fault that explains evidence: what is broken, since when, and how bad it is." });

function announcementToWire({ windowIds, untilNs }: Announcement): Record<string, unknown> {
  return { by: windowIds, until_ns: untilNs };
}

/** An incident as plain JSON. */
export function incidentToWire(incident: Incident): Record<string, unknown> {
  const { impact } = incident;
  return {
    id: incident.id,
    cause: incident.cause,
    ...presentFields({
      region: incident.regionId,
      region_name: incident.regionName,
      peer: incident.peerId,
      peer_name: incident.peerName,
      source: incident.source,
      shard: incident.shardId,
    }),
    started_ns: incident.startedNs,
    affected_regions: incident.affectedRegionIds,
    impact: {
      silent_replicas: impact.silentReplicas,
      lagging_followers: impact.laggingFollowers,
      shards: impact.shards,
      shards_without_leader: impact.shardsWithoutLeader,
      critical_shards: impact.criticalShards,
      entities: impact.entities,
      tenants: impact.tenants,
    },
    is_healing: incident.isHealing,
    ...presentFields({ announced: incident.announced && announcementToWire(incident.announced) }),
    title: incident.title,
  };
}
