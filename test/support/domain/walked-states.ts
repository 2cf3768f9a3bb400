import { U64_FIELD } from "../../../src/domain/columns/heartbeat-layout";
import { U64_MAX } from "../../../src/domain/terms/ids";
import { DEGRADED, HEALTHY, isLagging, replicaState } from "../../../src/domain/terms/replica-health";
import type { HealthThresholds } from "../../../src/domain/terms/replica-health";
import { NO_SLOT } from "../../../src/domain/replicas/replica-slots";
import type { ReplicaTable } from "../../../src/domain/replicas/replica-table";
import { ShardConditions } from "../../../src/domain/incidents/shards/shard-conditions";
import type { LeadershipProblem } from "../../../src/domain/incidents/shards/shard-conditions";
import type { Topology } from "../../../src/domain/membership/topology";

/** Figures by id, as text that a failing test shows whole. */
type ByRegion = Readonly<Record<number, Readonly<Record<string, number>>>>;

function count(into: Record<number, Record<string, number>>, regionId: number, what: string): void {
  const region = (into[regionId] ??= {});
  region[what] = (region[what] ?? 0) + 1;
}

/** The replicas of each region by state, counted by going through all of them. */
export function walkedRegions({ slots, regionIds, states }: ReplicaTable): ByRegion {
  const counts: Record<number, Record<string, number>> = {};
  for (const slot of slots.ordered) count(counts, regionIds[slot] ?? NaN, replicaState(states[slot] ?? NaN));
  return counts;
}

/** The followers of each region that heard replicas report, within the lag limit and beyond it, counted one by one. */
export function walkedFollowers(
  { slots, states, followers }: ReplicaTable,
  thresholds: HealthThresholds,
): ByRegion {
  const counts: Record<number, Record<string, number>> = {};
  for (const slot of slots.ordered) {
    if (states[slot] !== HEALTHY && states[slot] !== DEGRADED) continue;
    for (let row = followers.starts[slot] ?? 0; row < followers.endOf(slot); row += 1) {
      const isLate = isLagging(followers.lagSeconds[row] ?? NaN, thresholds);
      count(counts, followers.followerIds[row] ?? NaN, isLate ? "late" : "fresh");
    }
  }
  return counts;
}

/** What the replicas of each region report, added up one by one, and all of them together. */
export function walkedSums({
  slots,
  regionIds,
  liveness,
  reports,
}: ReplicaTable): ReadonlyMap<number | "all", bigint> {
  const sums = new Map<number | "all", bigint>();
  for (const slot of slots.ordered) {
    if (!liveness.isHeard(slot)) continue;
    const value = reports.u64s.bigints[reports.at(slot, U64_FIELD.entityCount)] ?? 0n;
    for (const of of [regionIds[slot] ?? NaN, "all"] as const)
      sums.set(of, min(U64_MAX, (sums.get(of) ?? 0n) + value));
  }
  return sums;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** What a look at the shards finds. */
export interface ConditionsFound {
  readonly withoutLeader: readonly number[];
  readonly critical: readonly number[];
  readonly silent: readonly number[];
  readonly counts: readonly number[];
  readonly problems: readonly (LeadershipProblem & { readonly slots: readonly number[] })[];
}

/** What is known of every shard after a look. */
export function conditionsFound(
  conditions: ShardConditions,
  table: ReplicaTable,
  shardIds: readonly number[],
): ConditionsFound {
  return {
    withoutLeader: shardIds.filter((shardId) => conditions.isWithoutLeader(shardId)),
    critical: shardIds.filter((shardId) => conditions.isCritical(shardId)),
    silent: shardIds.filter((shardId) => conditions.isSilent(shardId)),
    counts: [conditions.withoutLeaderCount, conditions.criticalCount],
    problems: conditions.problems.map((problem) => ({
      ...problem,
      slots: conditions.liveSlots(table, problem.shardId),
    })),
  };
}

/** The same as a first look finds it that leaves out no shard. */
export function walkedConditions(
  table: ReplicaTable,
  topology: Topology,
  thresholds: HealthThresholds,
  livedMs: number,
): ConditionsFound {
  const shardIds = [...new Set(Array.from(table.slots.ordered, (slot) => table.shardIds[slot] ?? NaN))];
  const conditions = new ShardConditions({
    find: () => Uint16Array.from(shardIds),
    leaderOfTrailing: () => NO_SLOT,
  });
  conditions.look(table, topology, thresholds, livedMs);
  return conditionsFound(conditions, table, shardIds);
}
