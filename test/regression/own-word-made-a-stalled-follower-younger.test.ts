import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { TestCluster } from "../support/domain/domain-cluster";

const EVENTS_PER_SECOND = 100n;
const NS_PER_SECOND = 1_000_000_000n;

/**
 * A follower in region 1 stalls after a minute, and says so, 3 s before each heartbeat of its leader in region 0. By that word the
 * first missing event was 3 s younger than it is by the leader's.
 *
 * @returns seconds from the stall to Degraded.
 */
function degradedAfterSeconds(leaderSays: (distance: bigint) => Partial<ShardStats>): number | undefined {
  const cluster = new TestCluster([[0, 0]]);
  let head = 1_000n;
  let applied = head;
  let degradedAt: number | undefined;
  const second = (elapsedMs: number, isStalled: boolean): void => {
    head += EVENTS_PER_SECOND;
    if (!isStalled) applied = head;
    if (elapsedMs % 5000 === 2000) cluster.beat(0, 1, { role: "follower", appliedSeqno: applied });
    if (elapsedMs % 5000 !== 0) return;
    cluster.beat(0, 0, {
      role: "leader",
      signalThroughputEps: Number(EVENTS_PER_SECOND),
      leaderSeqno: head,
      replicationLag: new Map([[1, head - applied]]),
      ...leaderSays(head - applied),
    });
  };
  cluster.run(58_000, (elapsedMs) => {
    second(elapsedMs, false);
  });
  cluster.run(30_000, (elapsedMs) => {
    second(58_000 + elapsedMs, true);
    if (cluster.replicaState(0, 0) === "Degraded") degradedAt ??= elapsedMs / 1000;
  });
  return degradedAt;
}

test.each([
  [
    "in time",
    (distance: bigint) => ({
      replicationLagNs: new Map([[1, (distance * NS_PER_SECOND) / EVENTS_PER_SECOND]]),
    }),
  ],
  ["in events", () => ({})],
])(
  "a follower that is where its leader thinks it is, is as far behind as its leader says, %s",
  (_, leaderSays) => {
    // Heartbeats come 2, 7 and 12 s after the stall: the one after 7 s is the first that is over the limit of 5 s.
    expect(degradedAfterSeconds(leaderSays)).toBe(7);
  },
);
