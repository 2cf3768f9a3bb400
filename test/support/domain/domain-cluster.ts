import type { InboundLag, RegionSnapshot, ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { Reason, RegionStatus } from "../../../src/domain/terms/cluster-health";
import type { HeartbeatResult, ReplicaState } from "../../../src/domain/terms/cluster-snapshot";
import { ControlPlane } from "../../../src/domain/control-plane";
import type { ControlPlaneSettings } from "../../../src/domain/terms/control-plane-settings";
import type { RegionId, ShardId } from "../../../src/domain/terms/ids";
import type { RegionTransition } from "../../../src/domain/regions/region-transitions";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import type { Instant } from "../../../src/domain/terms/clock";
import { fakeClock, shardStats } from "./domain-fixtures";
import type { FakeClock } from "./domain-fixtures";

const TICK_MS = 1_000;

/** A shard and its home region, as tests write them. */
export type Home = readonly [shardId: ShardId, regionId: RegionId];

/** A transition with its reasons as an array, which tests can compare. */
export interface ToldTransition extends RegionTransition {
  readonly reasons: readonly Reason[];
}

export function withReasonArrays(transitions: readonly RegionTransition[]): readonly ToldTransition[] {
  return transitions.map((transition) => ({ ...transition, reasons: [...transition.reasons] }));
}

/** A control plane on a fake clock, with short ways to send heartbeats to it and to ask what it thinks. */
export class TestCluster {
  readonly time: FakeClock;
  readonly topology: Topology;
  readonly router: TenantRouter;
  readonly gauge = new ReplicationLagGauge();
  readonly controlPlane: ControlPlane;

  /** @param start - the first reading of its clocks, as of {@link fakeClock}. */
  constructor(
    homes: readonly Home[] = [],
    settings: Partial<ControlPlaneSettings> = {},
    start: Partial<Instant> = {},
  ) {
    this.time = fakeClock(start);
    this.topology = new Topology(homes.map(([shardId, regionId]) => ({ shardId, regionId })));
    this.router = new TenantRouter(this.topology);
    this.controlPlane = new ControlPlane(this.topology, this.router, this.gauge, {
      clock: this.time.clock,
      tickIntervalMs: TICK_MS,
      ...settings,
    });
  }

  /** One heartbeat, arriving now and stamped with the present moment unless `overrides` says otherwise. */
  beat(shardId: ShardId, regionId: RegionId, overrides: Partial<ShardStats> = {}): HeartbeatResult {
    const stats = shardStats({ shardId, regionId, lastHeartbeatNs: this.time.wallNs, ...overrides });
    return this.controlPlane.recordShardHeartbeat(stats).result;
  }

  /**
   * Lets time pass as it does in production, with a tick every second; `eachTick` runs before each.
   *
   * @returns the transitions that the ticks found.
   */
  run(durationMs: number, eachTick?: (elapsedMs: number) => void): readonly ToldTransition[] {
    const transitions: RegionTransition[] = [];
    for (let elapsedMs = TICK_MS; elapsedMs <= durationMs; elapsedMs += TICK_MS) {
      this.time.advance(TICK_MS);
      eachTick?.(elapsedMs);
      transitions.push(...this.controlPlane.tick());
    }
    return withReasonArrays(transitions);
  }

  /** Undefined when the replica is not known. */
  replica(shardId: ShardId, regionId: RegionId): ReplicaSnapshot | undefined {
    return [...this.controlPlane.snapshot().replicas].find(
      (replica) => replica.shardId === shardId && replica.regionId === regionId,
    );
  }

  replicaState(shardId: ShardId, regionId: RegionId): ReplicaState | undefined {
    return this.replica(shardId, regionId)?.state;
  }

  /** Undefined when the region is not known. */
  region(regionId: RegionId): RegionSnapshot | undefined {
    return this.controlPlane.snapshot().regions.find((region) => region.regionId === regionId);
  }

  regionState(regionId: RegionId): RegionStatus | undefined {
    return this.region(regionId)?.state;
  }

  inboundLag(regionId: RegionId): InboundLag | undefined {
    return this.controlPlane.snapshot().inboundLag.find((lag) => lag.regionId === regionId);
  }

  /** The known replicas as [shard, region], in the order of the listing. */
  get replicas(): readonly Home[] {
    return Array.from(this.controlPlane.snapshot().replicas, ({ shardId, regionId }) => [shardId, regionId]);
  }

  /** The lag in seconds of one follower of a replica, undefined when it is not shown. */
  lagSeconds(shardId: ShardId, regionId: RegionId, follower: RegionId): number | undefined {
    return this.replica(shardId, regionId)?.followers.find(({ followerId }) => followerId === follower)
      ?.lagSeconds;
  }
}
