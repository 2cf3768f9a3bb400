import type { ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import type { LagReading } from "./one-replica";
import type { ReplicaWatcher } from "../../../src/domain/terms/live-replicas";
import { PENDING, REPLICA_STATES } from "../../../src/domain/terms/replica-health";
import { ReplicaTable } from "../../../src/domain/replicas/replica-table";
import { U64Array } from "../../../src/domain/columns/u64-words";

/** The numbers as the hot path wants them. */
export function u64s(...values: readonly bigint[]): U64Array {
  return new U64Array(BigUint64Array.from(values));
}

/** Does nothing about what it is told. */
export const NO_WATCHER: ReplicaWatcher = {
  added: () => undefined,
  changed: () => undefined,
  removed: () => undefined,
  renamed: () => undefined,
};

const THRESHOLDS = { offlineAfterMs: Infinity, degradedLagMs: Infinity };

/**
 * A table that holds just these replicas, in the states and with the lags that are given, whether or not a heartbeat could have
 * brought them there.
 */
export function tableOf(replicas: readonly ReplicaSnapshot[]): ReplicaTable {
  const table = new ReplicaTable(NO_WATCHER);
  for (const { stats, lastArrivalNs = 0n, state, ...rest } of replicas) {
    const followers = [...rest.followers].sort((a, b) => a.followerId - b.followerId);
    const slot = table.add(rest, 0);
    if (stats) {
      const replicationLag = new Map([...stats.replicationLag, ...followers.map(distanceOf)]);
      const draft = new HeartbeatDraft().load({ ...stats, replicationLag });
      table.record(slot, draft, 0, { monotonicMs: 0, wallNs: lastArrivalNs }, THRESHOLDS);
    }
    const start = table.followers.starts[slot] ?? 0;
    for (const [place, { lagSeconds }] of followers.entries()) {
      table.followers.lagSeconds[start + place] = lagSeconds;
    }
    table.followers.worstLagSeconds[slot] = Math.max(0, ...followers.map(({ lagSeconds }) => lagSeconds));
    const [was, is] = [table.states[slot] ?? PENDING, REPLICA_STATES.indexOf(state)];
    table.regionStates.add(rest.regionId, was, -1);
    table.states[slot] = is;
    table.regionStates.add(rest.regionId, is);
  }
  return table;
}

function distanceOf({
  followerId,
  lagSeqnos = 0n,
}: Pick<LagReading, "followerId" | "lagSeqnos">): [number, bigint] {
  return [followerId, lagSeqnos];
}
