import { z } from "zod";
import { EVENT_KIND_NAMES } from "../../domain/terms/cluster-event";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { NS_PER_MS } from "../../domain/terms/units";
import { expectation } from "../fields/expectation";
import { count, f64FromZero, f64ToWire, u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { text } from "../fields/text-schemas";
import { reasonSchema, reasonToWire } from "./reason";

/** Later versions of this program may know more kinds: so a kind is any text. */
const eventFields = {
  id: count(
    "Grows with every event, also across restarts. The cursor of pages, and what `Last-Event-ID` takes.",
  ),
  kind: text(`What happened. So far: ${EVENT_KIND_NAMES.join(", ")}. Take others as well: kinds are added.`),
  at_ns: u64("Nanoseconds since the Unix epoch, the exporter's clock: when it was found."),
  time: optionalField(text("The same as RFC 3339 in UTC, to the millisecond, for people.")),
  title: text("What happened, in one line."),
  region: optionalField(u16("The region that it is about; of a link the one with the lower id.")),
  region_name: optionalField(text("What that region was called then.")),
  peer: optionalField(
    u16("The other region: the other end of a link, the region that leads, or the home that a shard left."),
  ),
  peer_name: optionalField(text("What that region was called then.")),
  shard: optionalField(u16("The shard that it is about.")),
  source: optionalField(text("The name of the source that it is about.")),
  tenant: optionalField(u64("The tenant that it is about.")),
  incident: optionalField(text("The incident's id: the same in all its events.")),
  cause: optionalField(text("The incident's cause, as in Incident.")),
  previous_cause: optionalField(text("Its cause until then.")),
  affected_regions: optionalField(
    z
      .array(u16("A region's id."), { error: expectation("an array of region ids") })
      .meta({ description: "The regions whose state the incident explains; the first of very many." }),
  ),
  from: optionalField(text("What it was: a state, or a shard's home.")),
  to: optionalField(text("What it is now.")),
  reasons: optionalField(
    z
      .array(reasonSchema, { error: expectation("an array of reasons") })
      .meta({ description: "Why; the first of very many." }),
  ),
  reason_count: optionalField(count("How many reasons there were in all.")),
  started_ns: optionalField(
    u64("Nanoseconds since the Unix epoch: when what it tells of began, where that was before it was found."),
  ),
  duration_seconds: optionalField(f64FromZero("How long it lasted.")),
  counts: optionalField(
    z
      .record(z.string(), count("How many."), { error: expectation("an object with numbers") })
      .meta({ description: "How many of what, where many things happened at once." }),
  ),
};

/** Something that happened. */
export const clusterEventSchema: z.ZodType<ClusterEvent> = z
  .object(eventFields, { error: expectation("an object") })
  .transform((wire): ClusterEvent => ({
    id: wire.id,
    kind: wire.kind,
    atNs: wire.at_ns,
    title: wire.title,
    ...presentFields({
      regionId: wire.region,
      regionName: wire.region_name,
      peerId: wire.peer,
      peerName: wire.peer_name,
      shardId: wire.shard,
      source: wire.source,
      tenantId: wire.tenant,
      incidentId: wire.incident,
      cause: wire.cause,
      previousCause: wire.previous_cause,
      affectedRegionIds: wire.affected_regions,
      from: wire.from,
      to: wire.to,
      reasons: wire.reasons,
      reasonCount: wire.reason_count,
      startedNs: wire.started_ns,
      durationSeconds: wire.duration_seconds,
      counts: wire.counts && new Map(Object.entries(wire.counts)),
    }),
  }))
  .meta({ description: "Something that happened to the cluster, or to the exporter that watches it." });

/** An event as plain JSON. */
export function clusterEventToWire(event: ClusterEvent): Record<string, unknown> {
  const { durationSeconds: seconds } = event;
  return {
    id: event.id,
    kind: event.kind,
    at_ns: event.atNs,
    time: new Date(Number(event.atNs / NS_PER_MS)).toISOString(),
    title: event.title,
    ...presentFields({
      region: event.regionId,
      region_name: event.regionName,
      peer: event.peerId,
      peer_name: event.peerName,
      shard: event.shardId,
      source: event.source,
      tenant: event.tenantId,
      incident: event.incidentId,
      cause: event.cause,
      previous_cause: event.previousCause,
      affected_regions: event.affectedRegionIds,
      from: event.from,
      to: event.to,
      reasons: event.reasons?.map(reasonToWire),
      reason_count: event.reasonCount,
      started_ns: event.startedNs,
      duration_seconds: seconds === undefined ? undefined : f64ToWire(seconds, "duration_seconds"),
      counts: event.counts && Object.fromEntries(event.counts),
    }),
  };
}
