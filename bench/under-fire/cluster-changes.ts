import { setTimeout as sleep } from "node:timers/promises";

import { homeOf, REGION_NAMES } from "../cluster-shape";
import { heartbeatJson } from "../processes/post-bodies";

/** Shards that are moved and retired; the others stay. */
const CHANGED_SHARDS = 200;
const INTERVAL_MS = 500;

/** What the changes came to. */
export interface ClusterChanges {
  readonly moved: number;
  readonly retired: number;
  /** Heartbeats of moved shards from their new homes, all answered with 202. */
  readonly heartbeats: number;
  readonly problems: readonly string[];
}

/**
 * Moves shards to other regions and back, and retires others and names them again, through the API, until `isOver`. A shard that
 * moved sends a heartbeat from its new home.
 */
export async function changeCluster(
  url: string,
  followers: number,
  isOver: () => boolean,
): Promise<ClusterChanges> {
  const tally = { moved: 0, retired: 0, heartbeats: 0, problems: [] as string[] };
  const call = async (
    method: string,
    path: string,
    body: string | undefined,
    expected: number,
  ): Promise<void> => {
    const init = body === undefined ? {} : { body, headers: { "content-type": "application/json" } };
    const response = await fetch(url + path, { method, ...init });
    const text = await response.text();
    if (response.status !== expected) {
      tally.problems.push(
        `${method} ${path}: expected ${expected}, got ${response.status} ${text.slice(0, 200)}`,
      );
    }
  };
  for (let step = 0; !isOver(); step += 1) {
    const shardId = step % CHANGED_SHARDS;
    const path = `/api/v1/topology/shards/${shardId}`;
    const home = JSON.stringify({ region_id: homeOf(shardId) });
    if (step % 2 === 0) {
      const newHome = (homeOf(shardId) + 1) % REGION_NAMES.length;
      await call("PUT", path, JSON.stringify({ region_id: newHome }), 200);
      await call("POST", "/api/v1/heartbeats", heartbeatFrom(shardId, newHome, followers), 202);
      await sleep(INTERVAL_MS);
      await call("PUT", path, home, 200);
      tally.moved += 1;
      tally.heartbeats += 1;
    } else {
      await call("DELETE", path, undefined, 204);
      await sleep(INTERVAL_MS);
      await call("PUT", path, home, 201);
      tally.retired += 1;
    }
  }
  return tally;
}

function heartbeatFrom(shardId: number, regionId: number, followers: number): string {
  return heartbeatJson(shardId, 1, followers)
    .replace(/"region_id":\d+/, `"region_id":${regionId}`)
    .replace(/"last_heartbeat_ns":\d+/, `"last_heartbeat_ns":${Date.now()}000000`);
}
