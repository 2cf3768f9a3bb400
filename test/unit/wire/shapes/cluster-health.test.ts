import fc from "fast-check";
import type { ClusterHealth } from "../../../../src/domain/terms/cluster-health";
import { parseClusterHealth, printClusterHealth } from "../../../../src/wire/shapes/cluster-health";
import { propertyRuns } from "../../../support/property-runs";
import { anyClusterHealth } from "../../../support/wire/wire-arbitraries";

function health(value: bigint): ClusterHealth {
  return {
    snapshotNs: value,
    shards: [
      {
        shardId: 7,
        regionId: 0,
        entityCount: value,
        signalThroughputEps: 1.5,
        replicationLag: new Map([[1, value]]),
        diskBytes: value,
        lastHeartbeatNs: value,
        role: "leader",
        leaderSeqno: value,
        replicationLagNs: new Map([[1, value]]),
        signalsTotal: value,
        bootId: value,
        heartbeatSeq: value,
        appliedSeqno: value,
      },
    ],
    regions: new Map([[0, "Degraded"]]),
    tenantCount: 3,
    totalEntities: value,
    totalSignalsEps: 1.5,
    cluster: "prod",
    status: "Degraded",
    incidents: [
      {
        id: "link:0-1",
        cause: "link",
        regionId: 0,
        regionName: "us-east",
        peerId: 1,
        peerName: "eu-west",
        startedNs: value,
        affectedRegionIds: [0, 1],
        impact: {
          silentReplicas: 0,
          laggingFollowers: 5,
          shards: 4,
          shardsWithoutLeader: 0,
          criticalShards: 3,
          entities: value,
          tenants: 2,
        },
        isHealing: false,
        title: "us-east and eu-west cut off: 4 shards behind",
      },
      {
        id: "leader:7",
        cause: "no_leader",
        shardId: 7,
        startedNs: value,
        affectedRegionIds: [],
        impact: {
          silentReplicas: 0,
          laggingFollowers: 0,
          shards: 1,
          shardsWithoutLeader: 1,
          criticalShards: 0,
          entities: value,
          tenants: 1,
        },
        isHealing: true,
        title: "shard 7 has no leader",
      },
    ],
    incidentsNotListed: 1,
    isSettled: true,
    regionDetails: new Map([
      [
        0,
        {
          name: "us-east",
          state: "Degraded",
          sinceNs: value,
          reasons: [
            {
              rule: "replication_lag",
              shardId: 7,
              follower: 1,
              observed: 6.25,
              threshold: 5,
              evidenceAgeMs: 250,
            },
          ],
          explainedBy: ["link:0-1"],
          isExplained: true,
        },
      ],
    ]),
  };
}

const MINIMAL =
  '{"snapshot_ns":1,"shards":[],"regions":{},"tenant_count":0,"total_entities":0,"total_signals_eps":0.0}';

test.each([[0n], [2n ** 53n - 1n], [2n ** 53n], [2n ** 53n + 1n], [2n ** 64n - 1n]])(
  "health parses back equal where every u64 is %s",
  (value) => {
    expect(parseClusterHealth(printClusterHealth(health(value)))).toStrictEqual({
      ok: true,
      value: health(value),
    });
  },
);

test("any health survives the wire to the last bit", () => {
  fc.assert(
    fc.property(anyClusterHealth, (value) => {
      expect(parseClusterHealth(printClusterHealth(value))).toStrictEqual({ ok: true, value });
    }),
    propertyRuns(),
  );
});

test("health is printed as serde prints the Rust type, indented, then the extensions", () => {
  expect(printClusterHealth(health(18446744073709551615n))).toBe(`{
  "snapshot_ns": 18446744073709551615,
  "shards": [
    {
      "shard_id": 7,
      "region_id": 0,
      "entity_count": 18446744073709551615,
      "signal_throughput_eps": 1.5,
      "replication_lag": {
        "1": 18446744073709551615
      },
      "disk_bytes": 18446744073709551615,
      "last_heartbeat_ns": 18446744073709551615,
      "role": "leader",
      "leader_seqno": 18446744073709551615,
      "replication_lag_ns": {
        "1": 18446744073709551615
      },
      "signals_total": 18446744073709551615,
      "boot_id": 18446744073709551615,
      "heartbeat_seq": 18446744073709551615,
      "applied_seqno": 18446744073709551615
    }
  ],
  "regions": {
    "0": "Degraded"
  },
  "tenant_count": 3,
  "total_entities": 18446744073709551615,
  "total_signals_eps": 1.5,
  "cluster": "prod",
  "status": "Degraded",
  "incidents": [
    {
      "id": "link:0-1",
      "cause": "link",
      "region": 0,
      "region_name": "us-east",
      "peer": 1,
      "peer_name": "eu-west",
      "started_ns": 18446744073709551615,
      "affected_regions": [
        0,
        1
      ],
      "impact": {
        "silent_replicas": 0,
        "lagging_followers": 5,
        "shards": 4,
        "shards_without_leader": 0,
        "critical_shards": 3,
        "entities": 18446744073709551615,
        "tenants": 2
      },
      "is_healing": false,
      "title": "us-east and eu-west cut off: 4 shards behind"
    },
    {
      "id": "leader:7",
      "cause": "no_leader",
      "shard": 7,
      "started_ns": 18446744073709551615,
      "affected_regions": [],
      "impact": {
        "silent_replicas": 0,
        "lagging_followers": 0,
        "shards": 1,
        "shards_without_leader": 1,
        "critical_shards": 0,
        "entities": 18446744073709551615,
        "tenants": 1
      },
      "is_healing": true,
      "title": "shard 7 has no leader"
    }
  ],
  "incidents_not_listed": 1,
  "is_settled": true,
  "region_details": {
    "0": {
      "name": "us-east",
      "state": "Degraded",
      "since_ns": 18446744073709551615,
      "reasons": [
        {
          "rule": "replication_lag",
          "shard": 7,
          "follower": 1,
          "observed": 6.25,
          "threshold": 5,
          "evidence_age_ms": 250
        }
      ],
      "explained_by": [
        "link:0-1"
      ],
      "is_explained": true
    }
  }
}`);
});

test("health as a Rust program prints it, without the extensions, is read", () => {
  expect(parseClusterHealth(MINIMAL)).toStrictEqual({
    ok: true,
    value: {
      snapshotNs: 1n,
      shards: [],
      regions: new Map(),
      tenantCount: 0,
      totalEntities: 0n,
      totalSignalsEps: 0,
    },
  });
});

test("a total that overflowed is printed as the largest f64, and NaN not at all", () => {
  const printed = parseClusterHealth(printClusterHealth({ ...health(0n), totalSignalsEps: Infinity }));
  expect(printed).toMatchObject({ ok: true, value: { totalSignalsEps: Number.MAX_VALUE } });
  expect(() => printClusterHealth({ ...health(0n), totalSignalsEps: NaN })).toThrow(RangeError);
});

test.each([
  ["[]", "", "expected an object, got an array"],
  [
    "{",
    "",
    "not valid JSON: Quoted object key or end of object '}' expected but reached end of input at position 1",
  ],
  [
    MINIMAL.replace('"regions":{}', '"regions":{"1":"Sick"}'),
    "regions.1",
    'expected one of "Healthy", "Degraded", "Offline", got "Sick"',
  ],
  [
    MINIMAL.replace('"regions":{}', '"regions":{"1":"Unknown"}'),
    "regions.1",
    'expected one of "Healthy", "Degraded", "Offline", got "Unknown"',
  ],
  [
    MINIMAL.replace('"tenant_count":0', '"tenant_count":0.5'),
    "tenant_count",
    "expected a whole number from 0 to 9007199254740991, got 0.5",
  ],
  [MINIMAL.replace('"shards":[]', '"shards":null'), "shards", "expected an array of shard stats, got null"],
  [MINIMAL.replace('"shards":[]', '"shards":[5]'), "shards.0", "expected an object, got 5"],
  [
    MINIMAL.replace('"snapshot_ns":1,', ""),
    "snapshot_ns",
    "is missing, expected a whole number from 0 to 18446744073709551615",
  ],
])("%s is refused", (text, field, problem) => {
  const message = field === "" ? problem : `${field}: ${problem}`;
  expect(parseClusterHealth(text)).toEqual({ ok: false, problems: [{ field, message }] });
});
