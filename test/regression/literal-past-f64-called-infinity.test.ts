import { parseHeartbeat } from "../../src/wire/heartbeats/parse-heartbeat";

/** `1e400` in a heartbeat was refused with "got Infinity", which is nowhere in what was sent and no JSON either. */
test.each([
  ["signal_throughput_eps", "1e400", "above"],
  ["signal_throughput_eps", "-1e400", "below"],
  ["entity_count", "1e400", "above"],
])("%s: %s is refused as a number %s the range", (field, literal, side) => {
  const text =
    '{"shard_id":1,"region_id":2,"entity_count":3,"signal_throughput_eps":4.5,"replication_lag":{},' +
    '"disk_bytes":6,"last_heartbeat_ns":7}';
  const value = field === "entity_count" ? ":3" : ":4.5";
  const parsed = parseHeartbeat(Buffer.from(text.replace(value, `:${literal}`)));
  expect(parsed).toMatchObject({ ok: false, isJson: true, field });
  expect(parsed).toHaveProperty(
    "message",
    expect.stringContaining(`got a number ${side} the range of 64-bit floats`),
  );
});
