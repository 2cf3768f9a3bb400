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

/** Planned work as it is announced: what it is on, why, and until when at the most. At least one of the two ids is there. */
export interface PlannedWork {
  readonly id: string;
  readonly regionId?: RegionId;
  readonly shardId?: ShardId;
  readonly reason: string;
  /** Nanoseconds since the epoch: when it ends, however often it is announced again. */
  readonly untilNs: bigint;
  /** Milliseconds after which it lapses unless it is announced again. */
  readonly leaseMs: number;
}

/**
 * What became of planned work that was announced or ended: it was; the exporter does not take it (its time is over, or it is
 * kept in the configuration); or anything else that went wrong, which may pass.
 */
export type WorkAnswer =
  { readonly result: "done" } | { readonly result: "refused" | "failed"; readonly message: string };

/** The exporter as the cluster sees it. No call ever rejects: whatever goes wrong is an answer. */
export interface ExporterClient {
  postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer>;
  putShard(shardId: ShardId, regionId: RegionId): Promise<TopologyAnswer>;
  /** Announces planned work, or renews its lease. */
  announceWork(work: PlannedWork): Promise<WorkAnswer>;
  /** Ends planned work. That there is none of that id is no failure. */
  endWork(id: string): Promise<WorkAnswer>;
  /** Gives up what is under way; later calls fail. */
  close(): void;
}
