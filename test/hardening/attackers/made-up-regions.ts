import { senderClock } from "../clients/heartbeat-batch";
import type { Attack, AttackOptions } from "./attack";
import { startRequestFlood } from "./request-flood";

const BATCH = 100;
const FOLLOWERS = 32;
const IDS = 65_536;
const HOUR_NS = 3_600_000_000_000n;

/** Regions below are real ones: whoever may send heartbeats may speak for those too, and that is another story. */
const FIRST = 100;

/**
 * Heartbeats an hour old, each from another region and with followers in others, ids interleaved.
 */
export function startMadeUpRegions(options: AttackOptions): Attack {
  const clock = senderClock();
  let region = FIRST;
  const batch = (): Buffer => {
    const stamp = clock() - HOUR_NS;
    const beats = Array.from({ length: BATCH }, () => {
      region = region + 1 < IDS ? region + 1 : FIRST;
      return heartbeat(region, stamp);
    });
    const body = `[${beats.join(",")}]`;
    const head = `POST /api/v1/heartbeats HTTP/1.1\r\nHost: exporter\r\nContent-Type: application/json\r\n`;
    return Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  return startRequestFlood(options, batch);
}

function heartbeat(region: number, stampNs: bigint): string {
  const lags = Array.from(
    { length: FOLLOWERS },
    (_, i) => `"${(region + (i % 2 === 0 ? i : IDS - 1 - i)) % IDS}":1`,
  );
  return (
    `{"shard_id":${region},"region_id":${region},"entity_count":1,"signal_throughput_eps":1,"replication_lag":{${lags.join(",")}},` +
    `"disk_bytes":1,"last_heartbeat_ns":${stampNs},"role":"follower"}`
  );
}
