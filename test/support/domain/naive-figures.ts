import type { ReplicaSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { U64_MAX } from "../../../src/domain/terms/ids";
import type { Topology } from "../../../src/domain/membership/topology";

/** The figures that follow from single replicas, added up as plainly as possible. */
export interface NaiveFigures {
  readonly regions: readonly {
    readonly regionId: number;
    readonly replicas: Readonly<Record<string, number>>;
    readonly entities: bigint;
    readonly walBytes: bigint;
    readonly signalsPerSecond: number;
  }[];
  readonly inboundLag: readonly { readonly regionId: number; readonly lagSeconds: number }[];
  readonly totalEntities: bigint;
  readonly totalSignalsPerSecond: number;
  readonly leaderConflictCount: number;
}

export function naiveFigures(replicas: readonly ReplicaSnapshot[], topology: Topology): NaiveFigures {
  const speakers = groups(replicas, ({ shardId }) => shardId).flatMap(([, ofShard]) =>
    speaker(ofShard, topology),
  );
  return {
    regions: groups(replicas, ({ regionId }) => regionId).map(([regionId, inRegion]) => ({
      regionId,
      replicas: Object.fromEntries(
        ["Healthy", "Degraded", "Offline", "Pending"].map((state) => [
          state,
          inRegion.filter((replica) => replica.state === state).length,
        ]),
      ),
      entities: sum(inRegion.map(({ stats }) => stats?.entityCount ?? 0n)),
      walBytes: sum(inRegion.map(({ stats }) => stats?.diskBytes ?? 0n)),
      signalsPerSecond: sumRates(inRegion),
    })),
    inboundLag: groups(
      replicas.flatMap(({ followers }) => followers),
      ({ followerId }) => followerId,
    ).map(([regionId, lags]) => ({
      regionId,
      lagSeconds: Math.max(...lags.map(({ lagSeconds }) => lagSeconds)),
    })),
    totalEntities: sum(speakers.map(({ stats }) => stats?.entityCount ?? 0n)),
    totalSignalsPerSecond: sumRates(speakers),
    leaderConflictCount: groups(
      replicas.filter(({ state, stats }) => state !== "Offline" && stats?.role === "leader"),
      ({ shardId }) => shardId,
    ).filter(([, leaders]) => leaders.length > 1).length,
  };
}

/** At home by the topology, else reporting followers, else heard last; none while none has been heard. */
function speaker(replicas: readonly ReplicaSnapshot[], topology: Topology): readonly ReplicaSnapshot[] {
  const heard = replicas.filter(({ stats }) => stats !== undefined);
  const home = heard.filter(({ shardId, regionId }) => topology.homeOf(shardId) === regionId);
  const leading = heard.filter(({ stats }) => (stats?.replicationLag.size ?? 0) > 0);
  const candidates = [home, leading, heard].find(({ length }) => length > 0) ?? [];
  const newest = candidates.reduce(
    (ns, { lastArrivalNs = 0n }) => (lastArrivalNs > ns ? lastArrivalNs : ns),
    0n,
  );
  return candidates.filter(({ lastArrivalNs }) => lastArrivalNs === newest).slice(0, 1);
}

function groups<T>(
  all: readonly T[],
  keyOf: (entry: T) => number,
): readonly (readonly [number, readonly T[]])[] {
  const keys = [...new Set(all.map(keyOf))].sort((a, b) => a - b);
  return keys.map((key) => [key, all.filter((entry) => keyOf(entry) === key)]);
}

function sum(values: readonly bigint[]): bigint {
  const total = values.reduce((a, b) => a + b, 0n);
  return total > U64_MAX ? U64_MAX : total;
}

function sumRates(replicas: readonly ReplicaSnapshot[]): number {
  const rates = replicas.map(({ state, stats }) =>
    state === "Offline" ? 0 : (stats?.signalThroughputEps ?? 0),
  );
  return rates.reduce((a, b) => Math.min(a + b, Number.MAX_VALUE), 0);
}
