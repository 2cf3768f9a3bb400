import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ReconciliationWord } from "../reconciliation/reconciler";
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
  /** Whether a segment has just been refused because one before it is missing. */
  readonly gap: boolean;
  /** Whether it has seqnos that the leader's WAL does not have: only a snapshot brings it back. */
  readonly diverged: boolean;
  /** `sentAtMs` of the message that this answers; undefined when it answers none. */
  readonly answersSentAtMs: number | undefined;
}

/** What every message of a leader's carries. */
interface FromLeader {
  readonly leadership: Leadership;
  /** Monotonic, on the leader's clock: comes back in the answer and tells how far away the follower is. */
  readonly sentAtMs: number;
}

/** What the leader and the followers of a shard say to each other. */
export type ReplicationMessage =
  | ({ readonly kind: "segment" | "snapshot"; readonly bytes: Buffer } & FromLeader)
  | ({ readonly kind: "probe" } & FromLeader)
  | { readonly kind: "position"; readonly position: ReplicationPosition };

/** What replicas of a shard say to each other about what they have outside its WAL. */
export type ReconciliationMessage = ReconciliationWord & { readonly shardId: ShardId };

/** Whatever is about a shard. */
export type ShardMessage = ReplicationMessage | ReconciliationMessage;

/** Takes a message that arrived. */
export type MessageHandler<Message = ShardMessage> = (message: Message, from: RegionId) => void;

/** Carries messages between regions. A message may be late or lost; whoever needs it to arrive sends it again. */
export interface Transport<Message = ShardMessage> {
  send(from: RegionId, to: RegionId, message: Message): void;
  /** Receives what is sent to a region from now on. @returns how to stop; what arrives then is lost. */
  listen(regionId: RegionId, handler: MessageHandler<Message>): () => void;
}

/** The shard that a message is about. */
export function messageShard(message: ShardMessage): ShardId {
  if ("shardId" in message) return message.shardId;
  return message.kind === "position" ? message.position.shardId : message.leadership.shardId;
}
