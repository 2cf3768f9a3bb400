import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { Topology } from "../../src/domain/membership/topology";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { HeartbeatReader } from "../../src/wire/heartbeats/heartbeat-entries";
import { HeartbeatStream } from "../../src/wire/heartbeats/heartbeat-stream";
import { HeartbeatTally } from "../../src/wire/heartbeats/heartbeat-tally";
import { fakeClock } from "../support/domain/domain-fixtures";

const USUAL =
  '{"shard_id":7,"region_id":1,"entity_count":1000,"signal_throughput_eps":100,"replication_lag":{},"disk_bytes":4096,"last_heartbeat_ns":1767225600000000000}';
/** Escapes are for the general parser. */
const UNUSUAL = USUAL.replace("shard_id", "\\u0073hard_id");

const LIMITS = { maxHeartbeats: 10, maxLineBytes: 1_000 };

// A heartbeat that came by HTTP and, through a proxy that spells JSON in its own way, by another way, was accepted each time.
test.each([
  [USUAL, UNUSUAL],
  [UNUSUAL, USUAL],
])("a heartbeat without a number that comes again in another spelling is stale: %s", (first, second) => {
  const topology = new Topology();
  const { clock } = fakeClock();
  const plane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), { clock });
  const take = (text: string): HeartbeatTally => {
    const tally = new HeartbeatTally(plane);
    const stream = new HeartbeatStream("json", LIMITS, new HeartbeatReader(), tally);
    stream.push(Buffer.from(text));
    while (!stream.advance());
    expect(stream.finish()).toBeUndefined();
    return tally;
  };

  expect(take(first).counts).toMatchObject({ accepted: 1, stale: 0 });
  expect(take(second).counts).toMatchObject({ accepted: 0, stale: 1 });
});
