/** The shards of a well-behaved sender, and where they are at home: three regions in turn. */
export interface SentShards {
  readonly first: number;
  readonly count: number;
  /** Regions that follow each shard. */
  readonly followers: number;
}

/** Each region is home to every third shard. */
export const REGIONS = 3;

/** A JSON array of one heartbeat a shard, stamped with `nowNs`. */
export function heartbeatBatch({ first, count, followers }: SentShards, nowNs: bigint): string {
  const beats = Array.from({ length: count }, (_, index) => {
    const shard = first + index;
    const region = shard % REGIONS;
    const lag = Array.from(
      { length: followers },
      (_unused, follower) => `"${(region + 1 + follower) % 10}":${follower}`,
    );
    return (
      `{"shard_id":${shard},"region_id":${region},"entity_count":1000,"signal_throughput_eps":12.5,` +
      `"replication_lag":{${lag.join(",")}},"disk_bytes":1048576,"last_heartbeat_ns":${nowNs},` +
      `"role":"leader","leader_seqno":${nowNs / 1_000_000_000n}}`
    );
  });
  return `[${beats.join(",")}]`;
}

/** Nanoseconds since the epoch that never go back, whatever becomes of the wall clock after the first call. */
export function senderClock(): () => bigint {
  const offsetNs = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  return () => offsetNs + process.hrtime.bigint();
}
