/** Shard numbers have 16 bits: no cluster is larger. */
export const ALL_SHARDS = 65_536;

/** The regions of the measured cluster, by number. Shard `i` is at home in region `i % 5`. */
export const REGION_NAMES = ["us-east", "us-west", "eu-west", "ap-south", "sa-east"] as const;

/** What is reported per replica: its home region follows from its number, its followers are in the other regions. */
export interface ClusterShape {
  readonly shards: number;
  /** 0 to 4. */
  readonly followers: number;
}

/** The whole space of shard numbers with four followers each. */
export const FULL_CLUSTER: ClusterShape = { shards: ALL_SHARDS, followers: REGION_NAMES.length - 1 };

/** What one shard says in one round, as floats: every figure differs from the round before. */
export interface ShardFigures {
  readonly entityCount: number;
  readonly signalsPerSecond: number;
  readonly walBytes: number;
  /** Distance to each follower in sequence numbers, in the order of {@link followersOf}. */
  readonly lagSeqnos: readonly number[];
}

export function homeOf(shardId: number): number {
  return shardId % REGION_NAMES.length;
}

/** Numbers of the regions that follow a shard. */
export function followersOf(shardId: number, followers: number): readonly number[] {
  return Array.from({ length: followers }, (_, i) => (homeOf(shardId) + 1 + i) % REGION_NAMES.length);
}

/**
 * The figures of one shard. Entities and WAL grow as in a cluster under load, the throughput has as many digits as a moving
 * average has, and the lags move between 0 and 400 sequence numbers, so that the lengths of numbers change too. They
 * are of no one log: what seconds are made of them is chance.
 */
export function shardFigures(shardId: number, round: number, followers: number): ShardFigures {
  return {
    entityCount: entityCount(shardId, round),
    signalsPerSecond: signalsPerSecond(shardId, round),
    walBytes: walBytes(shardId, round),
    lagSeqnos: Array.from({ length: followers }, (_, follower) => lagSeqnos(shardId, round, follower)),
  };
}

export function entityCount(shardId: number, round: number): number {
  return 90_000 + shardId * 3 + round * 17;
}

export function signalsPerSecond(shardId: number, round: number): number {
  return 100 + ((shardId * 7919 + round * 104_729) % 900_001) / 1009;
}

export function walBytes(shardId: number, round: number): number {
  return 60_000_000 + shardId * 4096 + round * 8192;
}

/** @param follower - its place in {@link followersOf}. */
export function lagSeqnos(shardId: number, round: number, follower: number): number {
  return (shardId * 31 + round * 997 + follower * 613) % 401;
}
