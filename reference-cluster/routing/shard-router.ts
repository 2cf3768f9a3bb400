import type { EntityId, ShardId } from "#exporter/domain/terms/ids";

/** Which shard an entity's signals belong to: every u64 to exactly one, always the same. */
export interface ShardRouter {
  shardOf(entityId: EntityId): ShardId;
}

/** The routers there are, as the command line spells them. */
export const ROUTING_STRATEGIES = ["single", "hash", "range"] as const;

export type RoutingStrategy = (typeof ROUTING_STRATEGIES)[number];
