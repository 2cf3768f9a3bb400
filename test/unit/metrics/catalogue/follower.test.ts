import {
  clusterSnapshot,
  followerLag,
  neverHeard,
  replicaSnapshot,
} from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

const cluster = clusterSnapshot({
  replicas: [
    replicaSnapshot({
      regionName: "us-east",
      followers: [
        followerLag({ followerName: "eu-west", lagSeqnos: 51_200n, lagSeconds: 5.12 }),
        followerLag({ followerId: 2, lagSeqnos: undefined, lagSeconds: 0.25 }),
      ],
    }),
    neverHeard({ shardId: 1 }),
    replicaSnapshot({ shardId: 2, followers: [followerLag()] }),
  ],
});

test("each follower of each replica has its lag in seconds", () => {
  expect(renderedMetric("tidaldb_replication_lag_seconds", cluster)).toEqual([
    'tidaldb_replication_lag_seconds{shard="0",region="us-east",follower="eu-west"} 5.12',
    'tidaldb_replication_lag_seconds{shard="0",region="us-east",follower="2"} 0.25',
    'tidaldb_replication_lag_seconds{shard="2",region="0",follower="1"} 0',
  ]);
});

test("a follower for which only a time was reported has no lag in sequence numbers", () => {
  expect(renderedMetric("tidaldb_replication_lag_seqnos", cluster)).toEqual([
    'tidaldb_replication_lag_seqnos{shard="0",region="us-east",follower="eu-west"} 51200',
    'tidaldb_replication_lag_seqnos{shard="2",region="0",follower="1"} 0',
  ]);
});
