import type { ShardId } from "#exporter/domain/terms/ids";
import { mixU64 } from "../routing/mix-u64";
import type { ShardRouter } from "../routing/shard-router";

/** The entities of one shard, the most popular first: upper and lower halves of their ids. */
export interface ShardEntities {
  readonly count: number;
  readonly upper: Uint32Array;
  readonly lower: Uint32Array;
}

/** Entities spread over the u64 space, each given to the shard that the router says. Shards without any are left out. */
export function entityCatalogue(
  router: ShardRouter,
  entityCount: number,
): ReadonlyMap<ShardId, ShardEntities> {
  const idsByShard = new Map<ShardId, bigint[]>();
  for (let number = 1; number <= entityCount; number += 1) {
    const entityId = mixU64(BigInt(number));
    const shardId = router.shardOf(entityId);
    const ids = idsByShard.get(shardId);
    if (ids === undefined) idsByShard.set(shardId, [entityId]);
    else ids.push(entityId);
  }
  return new Map([...idsByShard].map(([shardId, ids]) => [shardId, split(ids)]));
}

function split(ids: readonly bigint[]): ShardEntities {
  return {
    count: ids.length,
    upper: Uint32Array.from(ids, (id) => Number(id >> 32n)),
    lower: Uint32Array.from(ids, (id) => Number(id & 0xffff_ffffn)),
  };
}
