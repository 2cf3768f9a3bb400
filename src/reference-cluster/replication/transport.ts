import type { RegionId, ShardId } from "../../domain/ids";
import type { Leadership } from "./leadership";

/** Where a follower stands, in its own words. */
export interface ReplicationPosition {
  readonly shardId: ShardId;
  /** The leadership that it follows. */
  readonly term: number;
  /** Grows each time that the replica starts: only within one start do its seqnos never go back. */
  readonly incarnation: number;
  /** The last seqno that lies in its WAL. */
  readonly receivedSeqno: bigint;
  readonly appliedSeqno: bigint;
  /** Whether it has seqnos that the leader's WAL does not have: only a snapshot brings it back. */
  readonly diverged: boolean;
}

/** What the leader and the followers of a shard say to each other. */
export type ReplicationMessage =
  | { readonly kind: "segment"; readonly leadership: Leadership; readonly bytes: Buffer }
  | { readonly kind: "snapshot"; readonly leadership: Leadership; readonly bytes: Buffer }
  | { readonly kind: "probe"; readonly leadership: Leadership }
  | { readonly kind: "position"; readonly position: ReplicationPosition };

/** Takes a message that arrived. */
export type MessageHandler = (message: ReplicationMessage, from: RegionId) => void;

/** Carries messages between regions. A message may be late or lost; whoever needs it to arrive sends it again. */
export interface Transport {
  send(from: RegionId, to: RegionId, message: ReplicationMessage): void;
  /** Receives what is sent to a region from now on. @returns how to stop; what arrives then is lost. */
  listen(regionId: RegionId, handler: MessageHandler): () => void;
}

/** The shard that a message is about. */
export function messageShard(message: ReplicationMessage): ShardId {
  return message.kind === "position" ? message.position.shardId : message.leadership.shardId;
}
