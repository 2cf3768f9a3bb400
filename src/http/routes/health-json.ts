import type { ClusterSnapshot, RegionSnapshot, ReplicaSnapshot } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import type { Listing } from "../../domain/terms/listing";
import { incidentsOfRegion } from "../../domain/views/incidents-of-region";
import { replicasInRegion } from "../../domain/views/replicas-in-region";
import { statsOfReplicas, toClusterHealth } from "../../domain/views/to-cluster-health";
import { clusterHealthToWire } from "../../wire/shapes/cluster-health";
import { incidentToWire } from "../../wire/shapes/incident";
import { reasonToWire } from "../../wire/shapes/reason";
import { regionDetailsToWire } from "../../wire/shapes/region-details";
import { printShardStats } from "../../wire/shapes/shard-stats";
import { sendProblem } from "../sending/answer";
import { findRegion, unknownRegion } from "../routing/find-region";
import { jsonChunks, ListOfLongObjects, LongList, LongObject } from "../sending/json-chunks";
import { invalidInput, problemOf } from "../sending/problem";
import { parseChoice } from "../routing/query";
import { REGION_PARAMETER } from "../routing/region-parameter";
import { jsonContent, schemaRef } from "../routing/route";
import type { HttpServices } from "../routing/http-services";
import type { Call, Route } from "../routing/route";
import { sendChunks } from "../sending/send-chunks";
import type { SharedSnapshots } from "../sending/shared-snapshots";

/** `ClusterHealth` as tidalDB has it, whatever the health is. */
export function healthJsonRoute(snapshots: SharedSnapshots): Route {
  return {
    name: "getHealthJson",
    method: "GET",
    path: "/health.json",
    access: "scrape",
    places: "answers",
    summary:
      "The cluster's health: what is broken, every replica, every region, and why. 200 whatever the health is.",
    parameters: [
      REGION_PARAMETER,
      {
        name: "shards",
        in: "query",
        description: "`false` leaves the replicas out; the list is empty then.",
        schema: { type: "string", enum: ["true", "false"], default: "true" },
      },
    ],
    answers: {
      200: { description: "The health.", content: jsonContent(schemaRef("ClusterHealth")) },
      400: { description: "A parameter has a value that it cannot have." },
      404: { description: "No such region." },
    },
    handle: async (call, services) => {
      const withShards = parseChoice("shards", ["true", "false"], call.query.get("shards"), "true");
      if (!withShards.ok) {
        sendProblem(call.response, invalidInput([withShards.problem]));
        return;
      }
      await snapshots.use(call.response, services, (snapshot) =>
        sendHealth(call, services, snapshot, withShards.value === "true"),
      );
    },
  };
}

async function sendHealth(
  call: Call,
  { replayOfNs }: HttpServices,
  snapshot: ClusterSnapshot,
  withReplicas: boolean,
): Promise<void> {
  const { regions, replicas } = snapshot;
  const asked = call.query.get("region");
  const region = asked === null ? undefined : findRegion(regions, asked);
  if (asked !== null && !region) {
    sendProblem(call.response, problemOf(404, unknownRegion(regions, asked)));
    return;
  }
  const inRegion = region ? replicasInRegion(replicas, region.regionId) : replicas;
  const document = withLongLists(snapshot, withReplicas ? inRegion : [], region, replayOfNs);
  call.response.setHeader("cache-control", "no-store");
  await sendChunks(call, { contentType: "application/json" }, () => ({ chunks: jsonChunks(document) }));
}

/** Replicas, regions and reasons may be hundreds of thousands, so they are made and printed bit by bit. */
function withLongLists(
  snapshot: ClusterSnapshot,
  replicas: Listing<ReplicaSnapshot>,
  region: RegionSnapshot | undefined,
  replayOfNs: bigint | undefined,
): Record<string, unknown> {
  const regions = region ? [region] : snapshot.regions;
  const status = region ? region.state : snapshot.status;
  const incidents = region ? incidentsOfRegion(snapshot.incidents, region.regionId) : snapshot.incidents;
  const health = toClusterHealth({ ...snapshot, status, replicas: [], regions: [], incidents: [] });
  return {
    ...clusterHealthToWire({ ...health, ...(replayOfNs !== undefined && { replayOfNs }) }),
    incidents: new ListOfLongObjects(longIncidents(incidents)),
    shards: new LongList(statsOfReplicas(replicas), printShardStats),
    regions: new LongObject(statesOf(regions)),
    region_details: new LongObject(detailsOf(regions)),
  };
}

/** Only the states that tidalDB's own type has. */
function* statesOf(regions: readonly RegionSnapshot[]): Generator<readonly [string, unknown]> {
  for (const { regionId, state } of regions) if (state !== "Unknown") yield [String(regionId), state];
}

function* detailsOf(regions: readonly RegionSnapshot[]): Generator<readonly [string, unknown]> {
  for (const region of regions) yield [String(region.regionId), detailsToWire(region)];
}

function detailsToWire(region: RegionSnapshot): Record<string, unknown> {
  return {
    ...regionDetailsToWire({ ...region, reasons: [] }),
    reasons: LongList.of(region.reasons, reasonToWire),
  };
}

/** There are few incidents, but each may affect every region. */
function* longIncidents(incidents: readonly Incident[]): Generator<Record<string, unknown>> {
  for (const incident of incidents) {
    const affected = LongList.of(incident.affectedRegionIds, (regionId) => regionId);
    yield { ...incidentToWire({ ...incident, affectedRegionIds: [] }), affected_regions: affected };
  }
}
