import { INCIDENT_CAUSES } from "../../domain/terms/incident";
import type { Incident } from "../../domain/terms/incident";
import { nsToSeconds } from "../../domain/terms/units";
import type { ClusterTotalsMetric } from "../terms/metric";

/** Labels of every metric that has a series for each incident; a label is empty where the subject has no such part. */
const INCIDENT_LABELS = ["cause", "region", "peer", "shard", "source"];

function labelsOf({
  cause,
  regionName = "",
  peerName = "",
  shardId,
  source = "",
}: Incident): readonly string[] {
  return [cause, regionName, peerName, shardId === undefined ? "" : String(shardId), source];
}

/** A gauge with one series for each incident that is listed. */
function incidentGauge(
  metric: Pick<ClusterTotalsMetric, "name" | "help" | "unit">,
  read: (incident: Incident) => number | bigint,
): ClusterTotalsMetric {
  return {
    ...metric,
    type: "gauge",
    labels: INCIDENT_LABELS,
    labelValues: { cause: INCIDENT_CAUSES },
    stability: "experimental",
    group: "cluster",
    samples: ({ cluster }) =>
      cluster.incidents.map((incident) => ({ labels: labelsOf(incident), value: read(incident) })),
  };
}

/** What is broken: nothing while all is well, at most 256 series each. */
export const INCIDENT_METRICS: readonly ClusterTotalsMetric[] = [
  incidentGauge(
    {
      name: "tidaldb_incident_active",
      help: "1 for what is broken, as the labels tell; 0 while its evidence is gone and that may not last",
    },
    ({ isHealing }) => (isHealing ? 0 : 1),
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_started_timestamp_seconds",
      unit: "seconds",
      help: "When what the incident explains began, as far as the evidence tells, in seconds since the epoch",
    },
    ({ startedNs }) => nsToSeconds(startedNs),
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_announced",
      help: "1 while planned work explains all of the incident, so that it pages nobody; else 0",
    },
    ({ announced }) => (announced === undefined ? 0 : 1),
  ),
  {
    name: "tidaldb_incident_announced_until_timestamp_seconds",
    type: "gauge",
    unit: "seconds",
    help: "When planned work stops to explain the incident, leases that are not renewed aside, in seconds since the epoch; no series where none does",
    labels: INCIDENT_LABELS,
    labelValues: { cause: INCIDENT_CAUSES },
    stability: "experimental",
    group: "cluster",
    samples: ({ cluster }) =>
      cluster.incidents.flatMap((incident) =>
        incident.announced === undefined
          ? []
          : [{ labels: labelsOf(incident), value: nsToSeconds(incident.announced.untilNs) }],
      ),
  },
  incidentGauge(
    { name: "tidaldb_incident_silent_replicas", help: "Silent replicas that the incident explains" },
    ({ impact }) => impact.silentReplicas,
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_lagging_followers",
      help: "Followers of single shards whose lag the incident explains",
    },
    ({ impact }) => impact.laggingFollowers,
  ),
  incidentGauge(
    { name: "tidaldb_incident_shards", help: "Shards that the incident touches, each counted once" },
    ({ impact }) => impact.shards,
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_shards_without_leader",
      help: "Shards that the incident touches and that no live replica leads",
    },
    ({ impact }) => impact.shardsWithoutLeader,
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_critical_shards",
      help: "Shards that the incident touches and whose next failure takes the last of several copies, or the leader without a caught-up follower",
    },
    ({ impact }) => impact.criticalShards,
  ),
  incidentGauge(
    { name: "tidaldb_incident_entities", help: "Entities of the shards that the incident touches" },
    ({ impact }) => impact.entities,
  ),
  incidentGauge(
    {
      name: "tidaldb_incident_tenants",
      help: "Tenants whose data may be on the shards that the incident touches",
    },
    ({ impact }) => impact.tenants,
  ),
  {
    name: "tidaldb_incidents_not_listed",
    type: "gauge",
    help: "Faults beyond the incidents that are listed; their evidence counts as not explained",
    labels: [],
    stability: "experimental",
    group: "cluster",
    samples: ({ cluster }) => [{ labels: [], value: cluster.incidentsNotListed }],
  },
];
