import { FollowerDb } from "../../replication/follower-db";
import { LeaderDb } from "../../replication/leader-db";
import { KnownPositions } from "../../replication/known-positions";
import type { Leadership } from "../../replication/leadership";
import { SegmentReceiver } from "../../replication/segment-receiver";
import type { MessageHandler, ReplicationMessage, Transport } from "../../replication/transport";
import { WalShipper } from "../../replication/wal-shipper";
import { ReplicaStore } from "../../storage/replica-store";
import type { WalLimits } from "../../storage/replica-store";
import { views } from "./batches";

export const LEADER_REGION = 0;
export const FOLLOWER_REGION = 1;
export const LEADERSHIP: Leadership = { shardId: 3, regionId: LEADER_REGION, term: 0, startSeqno: 0n };

/** Each write is a segment of its own. */
export const LIMITS: WalLimits = { sealBytes: 1, sealAgeMs: 500, retainBytes: 100_000, capBytes: 200_000 };

/** Keeps every message until the test decides what becomes of it. */
export class HeldTransport implements Transport {
  readonly held: { readonly to: number; readonly message: ReplicationMessage }[] = [];

  send(_: number, to: number, message: ReplicationMessage): void {
    this.held.push({ to, message });
  }

  listen(_: number, handler: MessageHandler): () => void {
    throw new Error(`a held transport delivers nothing by itself, not to ${handler.name}`);
  }
}

/** A leader and one follower whose messages the test carries, and whose time the test tells. */
export class ReplicationPair {
  readonly transport = new HeldTransport();
  readonly leaderStore: ReplicaStore;
  readonly leader: LeaderDb;
  readonly shipper: WalShipper;
  followerStore: ReplicaStore;
  follower: FollowerDb;
  receiver: SegmentReceiver;
  nowMs = 0;
  #entity = 0n;
  #incarnation = 1;
  readonly #followerDirectory: string;
  readonly #limits: WalLimits;

  constructor(newDirectory: () => string, limits: WalLimits = LIMITS, leadership: Leadership = LEADERSHIP) {
    this.#limits = limits;
    this.#followerDirectory = newDirectory();
    const { shardId } = leadership;
    this.leaderStore = ReplicaStore.open(
      newDirectory(),
      { shardId, regionId: LEADER_REGION },
      limits,
      0,
      fail,
    );
    this.leaderStore.adoptTerm(leadership.term);
    const time = (): number => this.nowMs;
    const known = new KnownPositions();
    this.shipper = new WalShipper(leadership, this.leaderStore, this.transport, time, known, [
      FOLLOWER_REGION,
    ]);
    this.leader = new LeaderDb(
      this.leaderStore,
      () => 1n,
      0,
      () => {
        this.shipper.shipSealed();
      },
    );
    this.followerStore = this.#openFollower();
    this.follower = new FollowerDb(this.followerStore);
    this.receiver = new SegmentReceiver(this.followerStore, this.follower, this.#incarnation);
  }

  /** Writes so many signals one by one, each about an entity that was not seen before. */
  write(count: number): void {
    for (let written = 0; written < count; written += 1) {
      this.#entity += 1n;
      this.leader.write(views(this.#entity), this.nowMs);
    }
  }

  /** Takes the held message at a place, and keeps it no longer. */
  take(at = 0): ReplicationMessage | undefined {
    return this.transport.held.splice(at, 1)[0]?.message;
  }

  /** Hands a message to whoever it is for; a follower answers with its position. */
  deliver(message: ReplicationMessage): void {
    switch (message.kind) {
      case "position":
        this.shipper.hear(FOLLOWER_REGION, message.position);
        return;
      case "segment":
        this.receiver.receiveSegment(message.leadership, message.bytes);
        break;
      case "snapshot":
        this.receiver.receiveSnapshot(message.leadership, message.bytes);
        break;
      case "probe":
        this.receiver.follow(message.leadership);
    }
    this.transport.send(FOLLOWER_REGION, LEADER_REGION, {
      kind: "position",
      position: this.receiver.position(message.sentAtMs),
    });
  }

  /** Delivers everything in order until nothing is under way. */
  settle(): void {
    for (let message = this.take(); message !== undefined; message = this.take()) this.deliver(message);
  }

  /** Lets a second pass, asks and delivers; as often as given. */
  live(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1_000;
      this.shipper.poll();
      this.settle();
    }
  }

  /** Kills the follower and starts it again from what is on disk. */
  restartFollower(): void {
    this.followerStore.close();
    this.#incarnation += 1;
    this.followerStore = this.#openFollower();
    this.follower = new FollowerDb(this.followerStore);
    this.receiver = new SegmentReceiver(this.followerStore, this.follower, this.#incarnation);
  }

  /** What the two sides must have in common in the end. */
  static content({ state }: ReplicaStore): unknown {
    const ids = state.entities.toBytes();
    const entities = Array.from({ length: ids.length / 8 }, (_, index) => ids.readBigUInt64LE(index * 8));
    return {
      applied: state.appliedSeqno,
      signals: state.signalsTotal,
      entities: entities.sort((a, b) => (a < b ? -1 : 1)),
    };
  }

  #openFollower(): ReplicaStore {
    const id = { shardId: LEADERSHIP.shardId, regionId: FOLLOWER_REGION };
    return ReplicaStore.open(this.#followerDirectory, id, this.#limits, 0, fail);
  }
}

function fail(problem: string): never {
  throw new Error(problem);
}
