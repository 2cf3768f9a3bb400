import type { Agent } from "node:http";

import type { Answer } from "./ask";
import { ask } from "./ask";

/** Puts a shard into a region; on a connection of its own unless there is an agent. */
export function putShard(port: number, shardId: number, regionId: number, agent?: Agent): Promise<Answer> {
  return ask({
    port,
    ...(agent && { agent }),
    method: "PUT",
    path: `/api/v1/topology/shards/${shardId}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region_id: regionId }),
  });
}

/** The home of a shard, undefined when the topology does not name it. */
export async function homeOf(port: number, shardId: number): Promise<number | undefined> {
  const { status, text } = await ask({ port, path: `/api/v1/topology/shards/${shardId}` });
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`shard ${shardId}: ${status} ${text}`);
  return (JSON.parse(text) as { region_id: number }).region_id;
}
