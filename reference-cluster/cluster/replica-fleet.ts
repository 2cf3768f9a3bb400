import { join } from "node:path";
import { replicaKey } from "#exporter/domain/terms/ids";
import type { RegionId, ReplicaId, ShardId } from "#exporter/domain/terms/ids";
import type { ClusterLayout } from "../layout";
import { KnownPositions } from "../replication/known-positions";
import { messageShard } from "../replication/transport";
import type { ShardMessage, Transport } from "../replication/transport";
import type { WriteResult } from "../replication/write-result";
import type { Cancel, Scheduler } from "../scheduler";
import { ReplicaStore } from "../storage/replica-store";
import type { WalLimits } from "../storage/replica-store";
import type { PackedSignals } from "../wal/signal";
import type { Conditions } from "./conditions";
import { FollowerDuty } from "./follower-duty";
import { LeaderDuty } from "./leader-duty";
import type { Leaderships } from "./leaderships";
import { divergedSignals, openDivergent, reconcilesWith } from "./open-divergent";
import { offsetClockNs } from "./replica";
import type { Replica } from "./replica";

const TICK_MS = 200;
const POLL_MS = 1_000;

/** What the replicas of a cluster need. */
export interface FleetParts {
  readonly layout: ClusterLayout;
  readonly scheduler: Scheduler;
  readonly transport: Transport;
  readonly leaderships: Leaderships;
  readonly conditions: Conditions;
  /** Holds a directory `region-R/shard-S` for each replica. */
  readonly dataDirectory: string;
  readonly walLimits: WalLimits;
  /** Hears of data on disk that could not be trusted and was dropped. */
  readonly onCut: (problem: string) => void;
}

/** All replicas of the cluster: starts and stops them as the conditions say, and lets each do its duty. */
export class ReplicaFleet {
  readonly #parts: FleetParts;
  readonly #known = new KnownPositions();
  readonly #running = new Map<number, Replica>();
  #cancels: Cancel[] = [];
  /** How often each shard was written to: where both sides of a partition write, they take turns. */
  readonly #turns = new Map<ShardId, number>();
  #incarnation = 0;
  #lastBootId = 0n;

  constructor(parts: FleetParts) {
    this.#parts = parts;
  }

  /** Starts every replica that is not held down, and everything that recurs. */
  start(): void {
    const { layout, scheduler, transport } = this.#parts;
    for (const { regionId } of layout.regions) {
      this.#cancels.push(
        transport.listen(regionId, (message, from) => {
          this.#receive(regionId, message, from);
        }),
      );
    }
    this.#cancels.push(
      scheduler.every(TICK_MS, () => {
        this.#tick();
      }),
      scheduler.every(POLL_MS, () => {
        this.#poll();
      }),
    );
    this.reconcile();
  }

  /** Stops every replica. What is on disk stays. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    for (const replica of this.#running.values()) closeFiles(replica);
    this.#running.clear();
  }

  /** Every replica that the layout asks for, running or not, by shard, then region. */
  get ids(): readonly ReplicaId[] {
    const { regions, shards } = this.#parts.layout;
    return shards.flatMap(({ shardId }) => regions.map(({ regionId }) => ({ shardId, regionId })));
  }

  /** A running replica; undefined when it is down. */
  find(id: ReplicaId): Replica | undefined {
    return this.#running.get(replicaKey(id));
  }

  /** The running replica that leads a shard; undefined when it is down. */
  leader(shardId: ShardId): (Replica & { readonly duty: LeaderDuty }) | undefined {
    const replica = this.find({ shardId, regionId: this.#parts.leaderships.of(shardId).regionId });
    return replica !== undefined && isLeading(replica) ? replica : undefined;
  }

  /** The running replicas of a region, by shard. */
  inRegion(regionId: RegionId): readonly Replica[] {
    return this.#parts.layout.shards
      .map(({ shardId }) => this.find({ shardId, regionId }))
      .filter((replica) => replica !== undefined);
  }

  /**
   * Writes to the leader of a shard or, where regions that cannot reach it take writes by themselves, to one of these sides after
   * the other. Refused while that side is down.
   */
  write(shardId: ShardId, signals: PackedSignals): WriteResult {
    const nowMs = this.#parts.scheduler.monotonicMs();
    const apart = this.#regionsApart(shardId);
    const turn = (this.#turns.get(shardId) ?? 0) % (apart.length + 1);
    this.#turns.set(shardId, turn + 1);
    const regionId = apart[turn - 1];
    if (regionId !== undefined) return this.#writeApart({ shardId, regionId }, signals, nowMs);
    const leader = this.leader(shardId);
    if (leader === undefined) return { ok: false, message: `shard ${shardId}: its leader is down` };
    return leader.duty.write(signals, nowMs);
  }

  /** Signals that a replica has outside the WAL and that some peer is not known to have: 0 when all are equal. */
  diverged(replica: Replica): bigint {
    return divergedSignals(replica, this.#peers(replica));
  }

  /** Brings every replica to what the conditions and leaderships ask for; to be called when they changed. */
  reconcile(): void {
    if (this.#cancels.length === 0) return;
    for (const id of this.ids) this.#reconcile(id);
  }

  #reconcile(id: ReplicaId): void {
    const { conditions } = this.#parts;
    let replica = this.find(id);
    if (conditions.down.holds(id)) {
      if (replica !== undefined) closeFiles(replica);
      this.#running.delete(replicaKey(id));
      return;
    }
    replica ??= this.#open(id);
    const leadsNow = this.#parts.leaderships.of(id.shardId).regionId === id.regionId;
    if (leadsNow !== (replica.duty.role === "leader")) replica.duty = this.#dutyOf(id, replica);
    if (replica.duty.role === "leader") {
      const stopped = conditions.shipperStopped.holds(id);
      if (replica.duty.shipper.stopped !== stopped) replica.duty.shipper.stopped = stopped;
    } else {
      replica.duty.db.stalled = conditions.stalled.holds(id);
    }
  }

  #open(id: ReplicaId): Replica {
    const { dataDirectory, walLimits, scheduler, transport, onCut } = this.#parts;
    const directory = join(dataDirectory, `region-${id.regionId}`, `shard-${id.shardId}`);
    const store = ReplicaStore.open(directory, id, walLimits, scheduler.monotonicMs(), onCut);
    const wallNs = this.#clock(id);
    const replica = {
      id,
      store,
      ...openDivergent(directory, id, { store, wallNs, scheduler, transport, onCut }),
      bootId: this.#nextBootId(),
      heartbeatSeq: 0n,
      duty: this.#duty(id, store),
    };
    this.#running.set(replicaKey(id), replica);
    return replica;
  }

  /** The moment of the start, which differs from those of earlier processes too; one more where two starts share a moment. */
  #nextBootId(): bigint {
    const nowNs = this.#parts.scheduler.wallNs();
    this.#lastBootId = nowNs > this.#lastBootId ? nowNs : this.#lastBootId + 1n;
    return this.#lastBootId;
  }

  /** The duty of a replica whose role changes; a new leader begins with everything that it has received. */
  #dutyOf(id: ReplicaId, { store, duty }: Replica): LeaderDuty | FollowerDuty {
    if (duty.role === "follower") {
      duty.db.stalled = false;
      duty.db.applyBacklog(Infinity);
    }
    return this.#duty(id, store);
  }

  #duty(id: ReplicaId, store: ReplicaStore): LeaderDuty | FollowerDuty {
    const { layout, scheduler, transport, leaderships } = this.#parts;
    const leadership = leaderships.of(id.shardId);
    this.#incarnation += 1;
    if (leadership.regionId !== id.regionId) return new FollowerDuty(store, transport, this.#incarnation);
    const followers = layout.regions
      .map(({ regionId }) => regionId)
      .filter((regionId) => regionId !== id.regionId);
    const clock = this.#clock(id);
    const duty = new LeaderDuty(leadership, store, transport, scheduler, this.#known, followers, clock);
    duty.poll();
    return duty;
  }

  /** A replica's own clock. */
  #clock(id: ReplicaId): () => bigint {
    const { scheduler, conditions } = this.#parts;
    return () => offsetClockNs(scheduler.wallNs(), conditions.clockOffsetMs.on(id));
  }

  /** The regions that take writes of a shard because they cannot reach its leader. */
  #regionsApart(shardId: ShardId): readonly RegionId[] {
    const { layout, leaderships, conditions } = this.#parts;
    const leader = leaderships.of(shardId).regionId;
    return layout.regions
      .map(({ regionId }) => regionId)
      .filter((regionId) => conditions.writesApartFrom.on({ shardId, regionId }).includes(leader));
  }

  #writeApart(id: ReplicaId, signals: PackedSignals, nowMs: number): WriteResult {
    const replica = this.find(id);
    if (replica === undefined) {
      return { ok: false, message: `shard ${id.shardId}: its replica in region ${id.regionId} is down` };
    }
    const seqno = replica.divergent.take(signals, nowMs);
    replica.store.throughput.count(signals.count);
    return { ok: true, value: seqno };
  }

  #peers(replica: Replica): readonly RegionId[] {
    const { layout, leaderships } = this.#parts;
    const regions = layout.regions.map(({ regionId }) => regionId);
    return reconcilesWith(replica, leaderships, regions);
  }

  #receive(regionId: RegionId, message: ShardMessage, from: RegionId): void {
    const replica = this.find({ shardId: messageShard(message), regionId });
    if (replica === undefined) return;
    if (message.kind === "digest" || message.kind === "state") replica.reconciler.hear(from, message);
    else replica.duty.receive(message, from);
  }

  #tick(): void {
    const nowMs = this.#parts.scheduler.monotonicMs();
    for (const { duty } of this.#running.values()) duty.tick(nowMs);
  }

  #poll(): void {
    const nowMs = this.#parts.scheduler.monotonicMs();
    for (const replica of this.#running.values()) {
      replica.store.throughput.sample(nowMs);
      replica.duty.poll();
      replica.reconciler.poll(this.#peers(replica));
    }
  }
}

function closeFiles({ store, divergent }: Replica): void {
  store.close();
  divergent.close();
}

function isLeading(replica: Replica): replica is Replica & { duty: LeaderDuty } {
  return replica.duty.role === "leader";
}
