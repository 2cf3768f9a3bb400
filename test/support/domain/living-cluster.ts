import type { Instant } from "../../../src/domain/terms/clock";
import type { ControlPlaneSettings } from "../../../src/domain/terms/control-plane-settings";
import type { RegionId, ShardId } from "../../../src/domain/terms/ids";
import type { Incident, IncidentChange } from "../../../src/domain/terms/incident";
import { TestCluster } from "./domain-cluster";
import type { Home } from "./domain-cluster";

const BEAT_MS = 5_000;

/** What is broken in a {@link LivingCluster} at the moment. */
export interface Breakage {
  /** Whether a replica sends nothing. */
  readonly isSilent?: (shardId: ShardId, regionId: RegionId) => boolean;
  /** Whether a follower does not get what a shard's leader writes. */
  readonly isCut?: (shardId: ShardId, leaderId: RegionId, followerId: RegionId) => boolean;
  /** Whether a replica's process is another one at each heartbeat. */
  readonly bootsOften?: (shardId: ShardId, regionId: RegionId) => boolean;
  /** Whether a replica leads; by default the one at home does. */
  readonly leads?: (shardId: ShardId, regionId: RegionId) => boolean;
}

/** What a test wants to read of an incident. */
export interface ToldIncident {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
}

/** A cluster in which every shard is followed in all other regions, and everybody sends a heartbeat every five seconds. */
export class LivingCluster extends TestCluster {
  readonly changes: IncidentChange[] = [];
  readonly #homes: readonly Home[];
  readonly #regionIds: readonly RegionId[];
  readonly #onlyLeaders: boolean;
  /** Since when a follower gets nothing, by shard, leader and follower. */
  readonly #cutSince = new Map<string, number>();

  /**
   * @param shards - of each region, numbered through.
   * @param start - the first reading of its clocks.
   */
  constructor(
    regions: number,
    shards: number,
    settings: Partial<ControlPlaneSettings> = {},
    onlyLeaders = false,
    start: Partial<Instant> = {},
  ) {
    const homes = Array.from({ length: regions * shards }, (_, shardId): Home => [
      shardId,
      Math.floor(shardId / shards),
    ]);
    super(homes, settings, start);
    this.#homes = homes;
    this.#regionIds = Array.from({ length: regions }, (_, regionId) => regionId);
    this.#onlyLeaders = onlyLeaders;
    this.controlPlane.onIncident((change) => this.changes.push(change));
  }

  /** Lets time pass with this broken. */
  live(durationMs: number, breakage: Breakage = {}): void {
    this.run(durationMs, () => {
      for (const [shardId, home] of this.#homes) {
        for (const regionId of this.#regionIds) this.#send(shardId, home, regionId, breakage);
      }
    });
  }

  /** The incidents now, worst first. */
  get incidents(): readonly Incident[] {
    return this.controlPlane.totals().incidents;
  }

  /** The same in short. */
  get told(): readonly ToldIncident[] {
    return this.incidents.map(({ id, cause, title }) => ({ id, cause, title }));
  }

  /** What became of incidents, such as "began region_silent region:1". */
  get course(): readonly string[] {
    return this.changes.map(({ kind, incident }) => `${kind} ${incident.cause} ${incident.id}`);
  }

  #send(shardId: ShardId, home: RegionId, regionId: RegionId, breakage: Breakage): void {
    const { isSilent, isCut, leads = () => regionId === home } = breakage;
    const leadsNow = leads(shardId, regionId);
    // Replicas do not beat all at once.
    const phaseMs = ((shardId * 7 + regionId * 3) % 5) * 1_000;
    const followers = this.#regionIds.filter((followerId) => followerId !== regionId);
    const lags = leadsNow
      ? followers.map((followerId) => {
          const isDown = isSilent?.(shardId, followerId) ?? false;
          const isBroken = isDown || (isCut?.(shardId, regionId, followerId) ?? false);
          return [followerId, this.#lagMs(`${shardId} ${regionId} ${followerId}`, isBroken)] as const;
        })
      : [];
    if ((this.time.monotonicMs - phaseMs) % BEAT_MS !== 0) return;
    if (isSilent?.(shardId, regionId) === true || (this.#onlyLeaders && !leadsNow)) return;
    this.beat(shardId, regionId, {
      role: leadsNow ? "leader" : "follower",
      signalThroughputEps: 100,
      bootId: breakage.bootsOften?.(shardId, regionId) === true ? this.time.wallNs : 1n,
      replicationLag: new Map(lags.map(([followerId, lagMs]) => [followerId, BigInt(lagMs)])),
      replicationLagNs: new Map(lags.map(([followerId, lagMs]) => [followerId, BigInt(lagMs) * 1_000_000n])),
    });
  }

  /** Grows while it is broken, and is gone a moment after. */
  #lagMs(key: string, isBroken: boolean): number {
    if (!isBroken) {
      this.#cutSince.delete(key);
      return 0;
    }
    const sinceMs = this.#cutSince.get(key) ?? this.time.monotonicMs;
    this.#cutSince.set(key, sinceMs);
    return this.time.monotonicMs - sinceMs;
  }
}
