import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ExporterClient, TopologyAnswer } from "../heartbeats/exporter-client";
import type { Cancel, Scheduler } from "../scheduler";
import type { Conditions } from "./conditions";
import type { Leaderships } from "./leaderships";
import type { Replica } from "./replica";
import type { ReplicaFleet } from "./replica-fleet";

const CHECK_MS = 50;

/** What a move needs besides the shard and its new home. */
export interface MoveSettings {
  /** How long the new leader may take to get everything; then it takes over where it stands, and the rest is lost. */
  readonly catchUpMs: number;
  /** Whether the move is called off instead when the new leader does not get everything in that time: nothing is lost. */
  readonly loseNothing?: boolean;
  /** How long the old leader goes on saying that it leads. */
  readonly drainMs: number;
}

/** What became of a move: the new leader took over, or why there was none. */
export type MoveResult =
  | {
      readonly moved: true;
      readonly from: RegionId;
      readonly to: RegionId;
      readonly tookOverAtSeqno: bigint;
      /** False when the old leader has written seqnos that the new one did not get. */
      readonly caughtUp: boolean;
      readonly exporter: TopologyAnswer;
    }
  | { readonly moved: false; readonly message: string };

/** Moves shards to other homes while the cluster runs. */
export class HomeMover {
  readonly #fleet: ReplicaFleet;
  readonly #leaderships: Leaderships;
  readonly #conditions: Conditions;
  readonly #exporter: ExporterClient;
  readonly #scheduler: Scheduler;
  readonly #moving = new Set<ShardId>();
  readonly #pauses = new Set<() => void>();
  readonly #drains = new Set<Cancel>();

  constructor(
    fleet: ReplicaFleet,
    leaderships: Leaderships,
    conditions: Conditions,
    exporter: ExporterClient,
    scheduler: Scheduler,
  ) {
    this.#fleet = fleet;
    this.#leaderships = leaderships;
    this.#conditions = conditions;
    this.#exporter = exporter;
    this.#scheduler = scheduler;
  }

  /**
   * Stops writes to the shard, waits until the new leader has everything, makes it the leader and tells the exporter.
   * When the old leader is down there is nothing to wait for: the new one takes over where it stands.
   *
   * @throws RangeError when there is no such shard.
   */
  async move(shardId: ShardId, to: RegionId, settings: MoveSettings): Promise<MoveResult> {
    const from = this.#leaderships.of(shardId).regionId;
    if (from === to) return { moved: false, message: `shard ${shardId} is at home in that region already` };
    if (this.#moving.has(shardId))
      return { moved: false, message: `shard ${shardId} is being moved already` };
    if (this.#fleet.find({ shardId, regionId: to }) === undefined) {
      return {
        moved: false,
        message: `shard ${shardId}: its replica in the new region is down and cannot lead`,
      };
    }
    this.#moving.add(shardId);
    try {
      const caughtUp = await this.#catchUp(shardId, to, settings.catchUpMs);
      const successor = this.#fleet.find({ shardId, regionId: to });
      if (successor === undefined) {
        this.#fleet.leader(shardId)?.duty.db.unfreeze();
        return {
          moved: false,
          message: `shard ${shardId}: its replica in the new region went down while it caught up`,
        };
      }
      if (!this.#isOnTerm(successor)) {
        this.#fleet.leader(shardId)?.duty.db.unfreeze();
        return {
          moved: false,
          message: `shard ${shardId}: its replica in the new region waits for a snapshot of the WAL`,
        };
      }
      if (!caughtUp && settings.loseNothing === true) {
        this.#fleet.leader(shardId)?.duty.db.unfreeze();
        return {
          moved: false,
          message: `shard ${shardId}: its replica in the new region did not get everything in time`,
        };
      }
      const tookOverAtSeqno = successor.store.receivedSeqno;
      this.#leaderships.takeOver(shardId, to, tookOverAtSeqno);
      this.#drain(shardId, from, settings.drainMs);
      this.#fleet.reconcile();
      const exporter = await this.#exporter.putShard(shardId, to);
      return { moved: true, from, to, tookOverAtSeqno, caughtUp, exporter };
    } finally {
      this.#moving.delete(shardId);
    }
  }

  /** Ends what is still to come; to be called when the replicas have stopped, so that a move that waits finds none. */
  stop(): void {
    for (const cancel of this.#drains) cancel();
    this.#drains.clear();
    for (const resume of this.#pauses) resume();
  }

  async #catchUp(shardId: ShardId, to: RegionId, catchUpMs: number): Promise<boolean> {
    const untilMs = this.#scheduler.monotonicMs() + catchUpMs;
    for (;;) {
      const leader = this.#fleet.leader(shardId);
      const successor = this.#fleet.find({ shardId, regionId: to });
      if (leader === undefined || successor === undefined) return false;
      leader.duty.db.freeze();
      if (this.#isOnTerm(successor) && successor.store.receivedSeqno >= leader.duty.db.headSeqno) return true;
      if (this.#scheduler.monotonicMs() >= untilMs) return false;
      await this.#pause(CHECK_MS);
    }
  }

  /** Whether what a replica has is part of the present leader's WAL; one that was away for longer may have diverged. */
  #isOnTerm({ id, store }: Replica): boolean {
    return store.term === this.#leaderships.of(id.shardId).term;
  }

  #drain(shardId: ShardId, regionId: RegionId, drainMs: number): void {
    const release = this.#conditions.claimsLead.hold({ shardId, regionId }, true);
    const cancel = this.#scheduler.after(drainMs, () => {
      this.#drains.delete(cancel);
      release();
    });
    this.#drains.add(cancel);
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const resume = (): void => {
        cancel();
        this.#pauses.delete(resume);
        resolve();
      };
      const cancel = this.#scheduler.after(delayMs, resume);
      this.#pauses.add(resume);
    });
  }
}
