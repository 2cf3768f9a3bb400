import { INCIDENT_METRICS } from "../../../../src/metrics/catalogue/incident";
import { clusterSnapshot, incident, incidentImpact } from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

const link = incident({
  id: "link:0-2",
  cause: "link",
  regionId: 0,
  regionName: "us-east",
  peerId: 2,
  peerName: 'ap "south"',
  startedNs: 1_700_000_000_500_000_000n,
  impact: incidentImpact({ silentReplicas: 0, laggingFollowers: 7, shards: 5, entities: 2n ** 64n - 1n }),
});

test("an incident has its subject as labels and a series for all that tells how bad it is", () => {
  const cluster = clusterSnapshot({ incidents: [link], incidentsNotListed: 3 });
  const labels = '{cause="link",region="us-east",peer="ap \\"south\\"",shard="",source=""}';
  expect(INCIDENT_METRICS.flatMap(({ name }) => renderedMetric(name, cluster))).toEqual([
    `tidaldb_incident_active${labels} 1`,
    `tidaldb_incident_started_timestamp_seconds${labels} 1700000000.5`,
    `tidaldb_incident_announced${labels} 0`,
    `tidaldb_incident_silent_replicas${labels} 0`,
    `tidaldb_incident_lagging_followers${labels} 7`,
    `tidaldb_incident_shards${labels} 5`,
    `tidaldb_incident_shards_without_leader${labels} 1`,
    `tidaldb_incident_critical_shards${labels} 1`,
    `tidaldb_incident_entities${labels} 18446744073709552000`,
    `tidaldb_incident_tenants${labels} 3`,
    "tidaldb_incidents_not_listed 3",
  ]);
});

test("the cluster as a subject has no region, and shard 0 is a shard", () => {
  const cluster = clusterSnapshot({
    incidents: [
      incident({ cause: "nothing_heard", regionId: undefined, regionName: undefined }),
      incident({ cause: "replica_silent", shardId: 0 }),
    ],
  });
  expect(renderedMetric("tidaldb_incident_active", cluster)).toEqual([
    'tidaldb_incident_active{cause="nothing_heard",region="",peer="",shard="",source=""} 1',
    'tidaldb_incident_active{cause="replica_silent",region="eu-west",peer="",shard="0",source=""} 1',
  ]);
});

test("while nothing is broken there is nothing but the number of what is not listed", () => {
  expect(INCIDENT_METRICS.flatMap(({ name }) => renderedMetric(name, clusterSnapshot()))).toEqual([
    "tidaldb_incidents_not_listed 0",
  ]);
});

test("one that planned work explains says so, and until when", () => {
  const announced = { windowIds: ["drain-eu"], untilNs: 1_700_000_000_000_000_000n };
  const cluster = clusterSnapshot({ incidents: [incident({ announced })] });
  const labels = '{cause="region_silent",region="eu-west",peer="",shard="",source=""}';
  expect(renderedMetric("tidaldb_incident_active", cluster)).toEqual([`tidaldb_incident_active${labels} 1`]);
  expect(renderedMetric("tidaldb_incident_announced", cluster)).toEqual([
    `tidaldb_incident_announced${labels} 1`,
  ]);
  expect(renderedMetric("tidaldb_incident_announced_until_timestamp_seconds", cluster)).toEqual([
    `tidaldb_incident_announced_until_timestamp_seconds${labels} 1700000000`,
  ]);
});
