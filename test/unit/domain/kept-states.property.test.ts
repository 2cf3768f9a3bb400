import fc from "fast-check";

import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import { LongGap, LongGaps } from "../../../src/domain/liveness/long-gaps";
import { ShardConditions } from "../../../src/domain/incidents/shards/shard-conditions";
import { NO_WORK } from "../../../src/domain/maintenance/announced-work";
import { Topology } from "../../../src/domain/membership/topology";
import { ReplicaTable } from "../../../src/domain/replicas/replica-table";
import { CONDITION_COUNT, countFollowers } from "../../../src/domain/service-levels/follower-counts";
import type { ReplicaRole } from "../../../src/domain/terms/heartbeat-fields";
import { FOLLOWER_CONDITIONS } from "../../../src/domain/terms/service-seconds";
import { msToNs, shardStats, START_NS } from "../../support/domain/domain-fixtures";
import { NO_WATCHER } from "../../support/domain/replica-columns";
import {
  conditionsFound,
  walkedConditions,
  walkedFollowers,
  walkedRegions,
  walkedSums,
} from "../../support/domain/walked-states";
import { propertyRuns } from "../../support/property-runs";

/** More than there are slots in a block, so that some are looked at and others are not. */
const MANY_SHARDS = 70;

interface Beat {
  readonly shardId: number;
  readonly regionId: number;
  /** How long it was on its way. */
  readonly ageMs: number;
  readonly role: ReplicaRole | undefined;
  readonly entityCount: bigint;
  readonly followers: readonly (readonly [followerId: number, lagMs: number])[];
}

/** Everything that a state depends on. */
type Event =
  | ({ readonly kind: "beat" } & Beat)
  | ({ readonly kind: "everybody beats" } & Beat)
  | {
      readonly kind: "time goes by" | "look before the last heartbeats" | "gap" | "grace";
      readonly ms: number;
    }
  | {
      readonly kind: "expect" | "remove" | "remember" | "listed";
      readonly shardId: number;
      readonly regionId: number;
    }
  | { readonly kind: "assign"; readonly shardId: number; readonly regionId: number | undefined }
  | { readonly kind: "remove follower"; readonly regionId: number }
  | { readonly kind: "limits"; readonly offlineAfterMs: number; readonly degradedLagMs: number }
  | { readonly kind: "sources"; readonly count: number }
  | { readonly kind: "answered" | "failed" };

const shardId = fc.nat({ max: 4 });
const regionId = fc.nat({ max: 3 });
const id = { shardId, regionId };
/** Around the silences at which judgements change. */
const ms = fc.oneof(
  fc.constantFrom(
    0,
    1,
    999,
    5_000,
    9_999.5,
    10_000,
    10_001,
    15_001,
    29_999,
    30_000,
    30_000.001,
    30_001,
    61_000,
  ),
  fc.nat({ max: 40_000 }),
);
const beat = {
  ...id,
  ageMs: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: ms }),
  role: fc.constantFrom<ReplicaRole | undefined>(undefined, undefined, "leader", "follower"),
  entityCount: fc.constantFrom(0n, 1n, 2n ** 32n - 1n, 2n ** 53n + 1n, 2n ** 64n - 1n),
  followers: fc.uniqueArray(fc.tuple(regionId, fc.constantFrom(0, 4_999, 5_000, 5_001, 9_000)), {
    selector: ([followerId]) => followerId,
    maxLength: 3,
  }),
};
const event = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("beat" as const), ...beat }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("everybody beats" as const), ...beat }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("time goes by" as const), ms }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("look before the last heartbeats" as const, "gap" as const, "grace" as const),
      ms,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("expect" as const, "remove" as const, "remember" as const, "listed" as const),
      ...id,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("assign" as const),
      shardId,
      regionId: fc.option(regionId, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove follower" as const), regionId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("limits" as const),
      offlineAfterMs: fc.constantFrom(10_000, 30_000, 60_000),
      degradedLagMs: fc.constantFrom(1_000, 5_000, 8_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sources" as const), count: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("answered" as const, "failed" as const) }) },
);

/** A table that anything may befall, and what is kept of it from look to look. */
class World {
  readonly #gaps = new LongGaps();
  readonly #table = new ReplicaTable(NO_WATCHER, this.#gaps);
  readonly #topology = new Topology();
  readonly #conditions = new ShardConditions();
  #limits = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };
  #nowMs = 100_000;
  /** What is judged by never goes back, and may be earlier than what has arrived. */
  #judgedMs = 0;

  apply(event: Event): void {
    const table = this.#table;
    switch (event.kind) {
      case "beat":
        this.#beat(event);
        return;
      case "everybody beats":
        for (let shard = 0; shard < MANY_SHARDS; shard += 1) this.#beat({ ...event, shardId: shard });
        return;
      case "time goes by":
        this.#nowMs += event.ms;
        return;
      case "look before the last heartbeats":
        this.look(this.#nowMs - event.ms);
        return;
      case "gap":
        this.#gaps.note(new LongGap(this.#nowMs, this.#nowMs + event.ms, this.#nowMs, event.ms / 2));
        this.#nowMs += event.ms;
        return;
      case "grace":
        table.liveness.giveGrace(this.#nowMs + event.ms);
        return;
      case "expect":
        if (table.slotOf(event) < 0) table.add(event, this.#nowMs);
        return;
      case "remove":
        table.remove(event);
        return;
      case "remember":
        this.#remember(event);
        return;
      case "listed":
        if (table.paths.isAny && table.slotOf(event) >= 0) table.paths.list("source 0", table.slotOf(event));
        return;
      case "assign":
        if (event.regionId === undefined) this.#topology.remove(event.shardId);
        else this.#topology.assign({ shardId: event.shardId, regionId: event.regionId });
        return;
      case "remove follower":
        table.removeFollower(event.regionId);
        return;
      case "limits":
        this.#limits = event;
        return;
      case "sources":
        table.paths.configure(
          Array.from({ length: event.count }, (_, i) => ({ name: `source ${i}`, patienceMs: 0 })),
          this.#nowMs,
        );
        return;
      case "answered":
        table.paths.answered("source 0", this.#nowMs);
        return;
      case "failed":
        table.paths.failed("source 0", "source_stalled");
    }
  }

  /** Takes a look, and holds what was kept against all replicas. */
  look(atMs = this.#nowMs): void {
    const table = this.#table;
    this.#judgedMs = Math.max(this.#judgedMs, Math.min(atMs, this.#nowMs));
    const livedMs = this.#judgedMs;
    table.settleGaps(this.#nowMs, this.#limits);
    table.updateStates(livedMs, this.#limits);
    const kept = Array.from(table.slots.ordered, (slot) => table.states[slot]);
    const regions = Object.fromEntries(
      Array.from(table.regionStates.regions(), ([region, counts]) => [region, withoutZeros(counts)]),
    );
    const walked = Array.from(table.slots.ordered, (slot) => table.updateState(slot, livedMs, this.#limits));
    expect(kept).toEqual(walked);
    expect(regions).toEqual(walkedRegions(table));
    expect(Array.from(table.stateCounts)).toEqual([0, 1, 2, 3].map((state) => count(walked, state)));
    expect(this.#sums()).toEqual(walkedSums(table));
    const shardsInUse = new Set(Array.from(table.slots.ordered, (slot) => table.shardIds[slot]));
    expect(table.slots.isEachShardOnce).toBe(shardsInUse.size === table.slots.count);
    expect(this.#followers()).toEqual(walkedFollowers(table, this.#limits));
    this.#conditions.look(table, this.#topology, this.#limits, livedMs);
    const shardIds = Array.from({ length: MANY_SHARDS }, (_, shard) => shard);
    expect(conditionsFound(this.#conditions, table, shardIds)).toEqual(
      walkedConditions(table, this.#topology, this.#limits, livedMs),
    );
  }

  #sums(): ReadonlyMap<number | "all", bigint> {
    const { entities } = this.#table.reportSums;
    const heard = [...walkedSums(this.#table).keys()];
    return new Map(heard.map((of) => [of, of === "all" ? entities.totalOfAll() : entities.total(of)]));
  }

  #followers(): Record<number, Record<string, number>> {
    const counts = new Uint32Array(this.#table.followers.regionLimit * CONDITION_COUNT);
    const walked = walkedFollowers(this.#table, this.#limits);
    const late = Uint32Array.from({ length: counts.length }, (_, region) => walked[region]?.["late"] ?? 0);
    countFollowers(this.#table, this.#limits, NO_WORK, late, counts);
    const byRegion = Array.from({ length: this.#table.followers.regionLimit }, (_, region) => {
      const of = FOLLOWER_CONDITIONS.map((condition, i) => [
        condition,
        counts[region * CONDITION_COUNT + i] ?? NaN,
      ]);
      return [region, withoutZeros(Object.fromEntries(of) as Record<string, number>)] as const;
    });
    return Object.fromEntries(byRegion.filter(([, region]) => Object.keys(region).length > 0));
  }

  #beat({ ageMs, followers, role, ...replica }: Beat): void {
    const wallNs = START_NS + msToNs(this.#nowMs);
    const stats = shardStats({
      ...replica,
      lastHeartbeatNs: wallNs - msToNs(ageMs),
      replicationLag: new Map(followers.map(([follower, lagMs]) => [follower, BigInt(lagMs)])),
      replicationLagNs: new Map(followers.map(([follower, lagMs]) => [follower, msToNs(lagMs)])),
      ...(role === undefined ? {} : { role }),
    });
    const known = this.#table.slotOf(replica);
    const slot = known < 0 ? this.#table.add(replica, this.#nowMs) : known;
    const instant = { monotonicMs: this.#nowMs, wallNs };
    this.#table.record(slot, new HeartbeatDraft().load(stats), this.#nowMs, instant, this.#limits);
  }

  #remember(replica: { readonly shardId: number; readonly regionId: number }): void {
    const slot = this.#table.slotOf(replica);
    if (slot < 0 || this.#table.liveness.isHeard(slot)) return;
    const told = { ...replica, silentMs: 20_000, wasHeard: true };
    this.#table.liveness.remember(slot, told, this.#nowMs - 20_000, replica.regionId === 0);
  }
}

function count(states: readonly number[], state: number): number {
  return states.filter((each) => each === state).length;
}

function withoutZeros(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
}

describe("what is kept of states from look to look", () => {
  test("is what a look at every replica finds, whatever befell them", () => {
    const events = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(events, (happened) => {
        const world = new World();
        for (const [each, isLookedAt] of happened) {
          world.apply(each);
          if (isLookedAt) world.look();
        }
        world.look();
      }),
      propertyRuns(2_000),
    );
  });
});
