import { ask } from "./ask";
import { heartbeatBatch, senderClock } from "./heartbeat-batch";

const BATCH = 5_000;

/**
 * Sends one heartbeat of each shard from 0 on.
 *
 * @param followers - regions that follow each.
 * @throws Error when the exporter does not take one.
 */
export async function registerShards(port: number, shards: number, followers: number): Promise<void> {
  const clock = senderClock();
  for (let first = 0; first < shards; first += BATCH) {
    const count = Math.min(BATCH, shards - first);
    const { status, text } = await ask({
      port,
      method: "POST",
      path: "/api/v1/heartbeats",
      headers: { "content-type": "application/json" },
      body: heartbeatBatch({ first, count, followers }, clock()),
      timeoutMs: 60_000,
    });
    const accepted = status === 202 ? (JSON.parse(text) as { accepted: number }).accepted : 0;
    if (accepted !== count) throw new Error(`heartbeats of shard ${first} and on: ${status} ${text}`);
  }
}
