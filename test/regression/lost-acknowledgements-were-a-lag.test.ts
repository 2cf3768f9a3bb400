import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { TestCluster } from "../support/domain/domain-cluster";

const MINUTE = 60_000;
const EVENTS_PER_SECOND = 100n;

/** What a leader in region 0 and its follower in region 1 say after some seconds in which no acknowledgement came. */
interface Story {
  readonly name: string;
  /** Whether the leader says how far it has written. */
  readonly saysHead?: boolean;
  /** Last event that the follower has applied, by itself; undefined when it does not say. */
  readonly applied: (head: bigint, atStart: bigint) => bigint | undefined;
  /** Whether the follower still sends heartbeats. */
  readonly isHeard?: boolean;
  /** The lag reported in time, beside the distance. */
  readonly lagNs?: boolean;
  readonly state: "Healthy" | "Degraded";
}

const STORIES: readonly Story[] = [
  { name: "a follower that does not say where it is", applied: () => undefined, state: "Degraded" },
  { name: "one that has everything", applied: (head) => head, state: "Healthy" },
  { name: "one that is a second behind", applied: (head) => head - EVENTS_PER_SECOND, state: "Healthy" },
  {
    name: "one that has everything, of a leader that reports time too",
    applied: (head) => head,
    lagNs: true,
    state: "Healthy",
  },
  {
    name: "one that is really where its leader thinks it is",
    applied: (_, atStart) => atStart,
    state: "Degraded",
  },
  {
    name: "one that is further than its leader: another history",
    applied: (head) => head + 1000n,
    state: "Degraded",
  },
  {
    name: "one that had everything and is not heard any more",
    applied: (head) => head,
    isHeard: false,
    state: "Degraded",
  },
  {
    name: "one of a leader that does not say its head",
    saysHead: false,
    lagNs: true,
    applied: (head) => head,
    state: "Degraded",
  },
];

test.each(STORIES)(
  "acknowledgements that are lost while data flows are no lag: $name",
  ({ saysHead = true, applied, isHeard = true, lagNs = false, state }) => {
    const cluster = new TestCluster([[0, 0]]);
    let head = 1_000n;
    let acknowledged = head;
    const beat = (isLost: boolean, elapsedMs: number): void => {
      head += EVENTS_PER_SECOND;
      if (!isLost) acknowledged = head;
      if (elapsedMs % 5_000 !== 0) return;
      const distance = head - acknowledged;
      const lag = new Map([[1, distance]]);
      const leader: Partial<ShardStats> = {
        role: "leader",
        signalThroughputEps: Number(EVENTS_PER_SECOND),
        replicationLag: lag,
        ...(saysHead ? { leaderSeqno: head } : {}),
        ...(lagNs
          ? { replicationLagNs: new Map([[1, (distance / EVENTS_PER_SECOND) * 1_000_000_000n]]) }
          : {}),
      };
      const appliedSeqno = isLost ? applied(head, acknowledged) : head;
      if (isHeard || !isLost) {
        cluster.beat(0, 1, { role: "follower", ...(appliedSeqno === undefined ? {} : { appliedSeqno }) });
      }
      cluster.beat(0, 0, leader);
    };
    cluster.run(MINUTE, (elapsedMs) => {
      beat(false, elapsedMs);
    });
    cluster.run(MINUTE / 3, (elapsedMs) => {
      beat(true, elapsedMs);
    });
    expect(cluster.replicaState(0, 0)).toBe(state);
  },
);
