import type { RegionId, ShardId } from "#exporter/domain/terms/ids";

/** What the exporter made of a batch of heartbeats, or why there was no such answer. */
export type HeartbeatAnswer =
  | {
      readonly ok: true;
      readonly accepted: number;
      readonly stale: number;
      readonly retired: number;
      readonly rejected: number;
    }
  | { readonly ok: false; readonly message: string };

/**
 * What the exporter said to a shard's new home: taken over, kept in its configuration (where only an operator can change
 * it), or anything else that went wrong.
 */
export type TopologyAnswer =
  | { readonly result: "updated" }
  | { readonly result: "kept in configuration" | "failed"; readonly message: string };

/** The exporter as the cluster sees it. Neither call ever rejects: whatever goes wrong is an answer. */
export interface ExporterClient {
  postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer>;
  putShard(shardId: ShardId, regionId: RegionId): Promise<TopologyAnswer>;
  /** Gives up what is under way; later calls fail. */
  close(): void;
}
