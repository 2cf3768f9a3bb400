import { incidentEvent } from "../../../../src/domain/history/incident-event";
import type { ClusterEvent } from "../../../../src/domain/terms/cluster-event";
import type { Incident, IncidentChange } from "../../../../src/domain/terms/incident";

const SECOND_NS = 1_000_000_000n;
const START_NS = 1_767_225_600n * SECOND_NS;

const INCIDENT: Incident = {
  id: "region:1",
  cause: "region_silent",
  regionId: 1,
  regionName: "eu-west",
  startedNs: START_NS,
  affectedRegionIds: [0, 1],
  impact: {
    silentReplicas: 3,
    laggingFollowers: 0,
    shards: 3,
    shardsWithoutLeader: 1,
    criticalShards: 0,
    entities: 0n,
    tenants: 0,
  },
  isHealing: false,
  title: "eu-west silent: 3 replicas",
};

function change(kind: IncidentChange["kind"], afterSeconds = 40n): IncidentChange {
  return { kind, incident: INCIDENT, atNs: START_NS + afterSeconds * SECOND_NS };
}

function earlier(parts: Partial<ClusterEvent>): ClusterEvent {
  return { id: 1, kind: "incident_began", atNs: START_NS, title: "", startedNs: START_NS, ...parts };
}

test("says what broke, where, since when and what it affects", () => {
  expect(incidentEvent(change("began"), undefined)).toEqual({
    kind: "incident_began",
    atNs: START_NS + 40n * SECOND_NS,
    title: "incident began: eu-west silent: 3 replicas",
    incidentId: "region:1",
    cause: "region_silent",
    previousCause: undefined,
    regionId: 1,
    regionName: "eu-west",
    peerId: undefined,
    peerName: undefined,
    shardId: undefined,
    source: undefined,
    affectedRegionIds: [0, 1],
    startedNs: START_NS,
  });
});

test("at its end says how long it lasted, never less than nothing", () => {
  expect(incidentEvent(change("ended"), undefined)).toMatchObject({
    kind: "incident_ended",
    durationSeconds: 40,
  });
  expect(incidentEvent(change("ended", -5n), undefined).durationSeconds).toBe(0);
});

test("that became another cause says which it was", () => {
  const changed = { ...change("changed"), previousCause: "region_behind" as const };

  expect(incidentEvent(changed, undefined)).toMatchObject({
    kind: "incident_changed",
    cause: "region_silent",
    previousCause: "region_behind",
  });
});

test.each([
  ["one that was never told", undefined, "incident_began"],
  ["one that was told and is open", earlier({}), "incident_resumed"],
  ["one whose start is a second away", earlier({ startedNs: START_NS - SECOND_NS }), "incident_resumed"],
  ["one that began at another time", earlier({ startedNs: START_NS - 60n * SECOND_NS }), "incident_began"],
  ["one that began later", earlier({ startedNs: START_NS + 60n * SECOND_NS }), "incident_began"],
  ["one that had ended", earlier({ kind: "incident_ended" }), "incident_began"],
])("what begins is %s: %#", (_what, last, kind) => {
  expect(incidentEvent(change("began"), last).kind).toBe(kind);
});

test("keeps the first of very many affected regions", () => {
  const incident = { ...INCIDENT, affectedRegionIds: Array.from({ length: 5_000 }, (_, id) => id) };

  expect(incidentEvent({ ...change("began"), incident }, undefined).affectedRegionIds).toHaveLength(64);
});
