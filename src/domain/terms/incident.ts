import type { RegionId, ShardId } from "./ids";

/**
 * What an incident can be, widest first: of two causes that explain the same evidence the one that stands first is told.
 *
 * - `nothing_heard`: two or more whole regions fell silent at the same time: our own way to them, or all of them are down.
 * - `source_unreachable`, `source_stalled`: a source cannot be asked, or what it answers stands still, and nothing else tells of
 *   the replicas that it listed.
 * - `region_silent`: every replica known in the region is silent.
 * - `region_isolated`: the region is heard, and neither gives nor gets.
 * - `region_behind`: the region is behind nearly all regions that it follows.
 * - `region_not_shipping`: nearly all followers of nearly all shards led in the region are behind.
 * - `link`: nearly all that is led in one region is behind in the other, one way or both.
 * - `replica_silent`: one replica is silent.
 * - `replica_unstable`: it restarts, or goes in and out of silence, again and again.
 * - `shard_behind`: a follower, or all followers, of one shard are behind, and nothing wider explains it.
 * - `leader_conflict`, `no_leader`: two live replicas of a shard lead, or none does.
 */
export const INCIDENT_CAUSES = [
  "nothing_heard",
  "source_unreachable",
  "source_stalled",
  "region_silent",
  "region_isolated",
  "region_behind",
  "region_not_shipping",
  "link",
  "replica_silent",
  "replica_unstable",
  "shard_behind",
  "leader_conflict",
  "no_leader",
] as const;

export type IncidentCause = (typeof INCIDENT_CAUSES)[number];

/** How bad an incident is. Shards are counted once, however many of their replicas it touches. */
export interface IncidentImpact {
  /** Silent replicas that it explains. */
  readonly silentReplicas: number;
  /** Followers of single shards that it explains the lag of. */
  readonly laggingFollowers: number;
  /** Shards that any of its evidence is about. */
  readonly shards: number;
  /** Of those, the ones that no live replica leads: writes to them fail. */
  readonly shardsWithoutLeader: number;
  /** Of those, the ones whose next failure takes the last live copy, or the leader without a caught-up follower. */
  readonly criticalShards: number;
  /** Entities of those shards; u64, held at 2^64 - 1. */
  readonly entities: bigint;
  /** Tenants whose data may be on those shards. */
  readonly tenants: number;
}

/** Planned work that explains an incident. */
export interface Announcement {
  /** Ids of the windows, ascending. */
  readonly windowIds: readonly string[];
  /** Nanoseconds since the epoch: when it stops to explain all of it, leases that are not renewed aside. */
  readonly untilNs: bigint;
}

/** One fault that explains evidence: what is broken, since when, and how bad it is. */
export interface Incident {
  /** The same as long as its subject stays, also when the cause gets worse; such as `region:2` or `link:0-2`. */
  readonly id: string;
  readonly cause: IncidentCause;
  /** The region that is its subject; with `link` the one of the lower id. None with `nothing_heard` and where a shard alone is. */
  readonly regionId?: RegionId | undefined;
  readonly regionName?: string | undefined;
  /**
   * With `link` the other end; with `shard_behind` the region that leads, unless all followers are behind; with `region_behind` the
   * only one that it is behind, where followers send no heartbeats.
   */
  readonly peerId?: RegionId | undefined;
  readonly peerName?: string | undefined;
  /** The name of the source that is its subject. */
  readonly source?: string | undefined;
  /** The shard that is its subject, alone or with the region. */
  readonly shardId?: ShardId | undefined;
  /** Nanoseconds since the epoch, our clock: when what it explains began, as far as the evidence tells. */
  readonly startedNs: bigint;
  /** The regions whose state it explains, its subject included; ascending. */
  readonly affectedRegionIds: readonly RegionId[];
  readonly impact: IncidentImpact;
  /** Whether its evidence is gone, and the incident waits to see whether that lasts. */
  readonly isHealing: boolean;
  /** The planned work that explains all of it; left out where none does. */
  readonly announced?: Announcement | undefined;
  /** Cause, subject and size in one line, such as "eu-west silent: 15 replicas, 5 shards without a leader". */
  readonly title: string;
}

/** An incident began, became another cause or ended. */
export interface IncidentChange {
  readonly kind: "began" | "changed" | "ended";
  /** As it is now, or was last. */
  readonly incident: Incident;
  /** With `changed`: the cause until now. */
  readonly previousCause?: IncidentCause | undefined;
  /** Nanoseconds since the epoch, our clock. */
  readonly atNs: bigint;
}
