import fc from "fast-check";

import { HeartbeatDraft } from "../../../../../src/domain/columns/heartbeat-draft";
import { Incidents } from "../../../../../src/domain/incidents/incidents";
import { LeaderGroups } from "../../../../../src/domain/incidents/lag/leader-groups";
import { SpokenFor } from "../../../../../src/domain/incidents/silence/spoken-for";
import { NO_WORK } from "../../../../../src/domain/maintenance/announced-work";
import { Topology } from "../../../../../src/domain/membership/topology";
import { TenantRouter } from "../../../../../src/domain/placement/tenant-router";
import { RegionNames } from "../../../../../src/domain/regions/region-names";
import { ReplicaTable } from "../../../../../src/domain/replicas/replica-table";
import type { Incident } from "../../../../../src/domain/terms/incident";
import { msToNs, shardStats, START_NS } from "../../../../support/domain/domain-fixtures";
import { NO_WATCHER } from "../../../../support/domain/replica-columns";
import { walkedFollowers } from "../../../../support/domain/walked-states";
import { propertyRuns } from "../../../../support/property-runs";

const REGIONS = 4;
/** Every leader has more: all are judged by themselves. */
const NONE_TOGETHER = -1;

type Where = readonly [what: "region" | "shard" | "pair" | "some", number: number, other: number];

type Event =
  | { readonly kind: "beat"; readonly part: number; readonly entities: number }
  | { readonly kind: "time goes by"; readonly ms: number }
  | { readonly kind: "falls behind" | "dies"; readonly where: Where }
  | { readonly kind: "all catch up" | "all come back" | "sums are reckoned anew" }
  | { readonly kind: "leaves" | "leads as well" | "is forgotten as follower"; readonly shardId: number }
  | { readonly kind: "limit"; readonly degradedLagMs: number };

/** What one way of finding faults found, on a table of its own. */
class Watched {
  readonly table = new ReplicaTable(NO_WATCHER);
  readonly #topology = new Topology();
  readonly #incidents: Incidents;
  readonly #told: unknown[] = [];

  constructor(mostFollowers?: number) {
    this.#incidents = new Incidents(new LeaderGroups(mostFollowers));
  }

  look(
    livedMs: number,
    thresholds: { readonly offlineAfterMs: number; readonly degradedLagMs: number },
  ): unknown {
    const { table } = this;
    const topology = this.#topology;
    table.updateStates(livedMs, thresholds);
    const changes = this.#incidents.observe({
      table,
      spokenFor: new SpokenFor(table, thresholds),
      topology,
      tenantRouter: new TenantRouter(topology),
      thresholds,
      names: new RegionNames(new Map()),
      work: NO_WORK,
      livedMs,
      wallNs: START_NS + msToNs(livedMs),
    });
    this.#told.push(...changes);
    const { found } = this.#incidents;
    const regions = Array.from({ length: REGIONS }, (_, regionId) => [
      found.isExplained(regionId),
      found.explainedBy(regionId),
    ]);
    const listed: readonly Incident[] = found.listed;
    const walked = walkedFollowers(table, thresholds);
    expect(Array.from(this.#incidents.lateFollowers)).toEqual(
      Array.from({ length: table.followers.regionLimit }, (_, regionId) => walked[regionId]?.["late"] ?? 0),
    );
    return { told: this.#told, listed, notListed: found.notListed, regions, critical: found.criticalShards };
  }
}

/** A cluster that anything may befall, watched both ways. */
class World {
  readonly #ways = [new Watched(), new Watched(NONE_TOGETHER)] as const;
  readonly #shards: number;
  readonly #followers: number;
  #limits = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };
  #nowMs = 100_000;
  readonly #behind: Where[] = [];
  readonly #dead: Where[] = [];

  constructor(shards: number, followers: number) {
    this.#shards = shards;
    this.#followers = followers;
  }

  apply(event: Event): void {
    switch (event.kind) {
      case "beat":
        for (let shardId = 0; shardId < this.#shards; shardId += 1)
          if ((shardId * 7) % 10 < event.part) this.#beatAll(shardId, event.entities);
        return;
      case "time goes by":
        this.#nowMs += event.ms;
        return;
      case "falls behind":
        this.#behind.push(event.where);
        return;
      case "dies":
        this.#dead.push(event.where);
        return;
      case "all catch up":
        this.#behind.length = 0;
        return;
      case "all come back":
        this.#dead.length = 0;
        return;
      case "sums are reckoned anew":
        for (const { table } of this.#ways) table.liveness.giveGrace(0);
        return;
      case "leaves":
        for (const { table } of this.#ways)
          table.remove({ shardId: event.shardId, regionId: event.shardId % REGIONS });
        return;
      case "leads as well":
        this.#beat(event.shardId, (event.shardId + 1) % REGIONS, true, 5);
        return;
      case "is forgotten as follower":
        for (const { table } of this.#ways) table.removeFollower(event.shardId % REGIONS);
        return;
      case "limit":
        this.#limits = { ...this.#limits, degradedLagMs: event.degradedLagMs };
    }
  }

  look(): void {
    const [together, alone] = this.#ways.map((way) => way.look(this.#nowMs, this.#limits));
    expect(together).toEqual(alone);
  }

  #beatAll(shardId: number, entities: number): void {
    const home = shardId % REGIONS;
    this.#beat(shardId, home, true, entities);
    for (let i = 1; i <= this.#followers; i += 1) this.#beat(shardId, (home + i) % REGIONS, false, entities);
  }

  #beat(shardId: number, regionId: number, leads: boolean, entities: number): void {
    if (this.#dead.some((where) => meets(where, shardId, regionId, regionId))) return;
    const followers = Array.from(
      { length: leads ? this.#followers : 0 },
      (_, i) => (regionId + 1 + i) % REGIONS,
    );
    const lags = followers.map((followerId): [number, bigint] => {
      const isBehind = this.#behind.some((where) => meets(where, shardId, regionId, followerId));
      return [followerId, BigInt(isBehind ? 6_000 + ((shardId * 37) % 5_000) : (shardId * 13) % 3)];
    });
    const stats = shardStats({
      shardId,
      regionId,
      entityCount: BigInt(entities * shardId + 2 ** 33 * entities),
      signalThroughputEps: shardId % 5 === 0 ? 0 : 100,
      lastHeartbeatNs: START_NS + msToNs(this.#nowMs),
      role: leads ? "leader" : "follower",
      replicationLag: new Map(lags),
      replicationLagNs: new Map(lags.map(([followerId, lagMs]) => [followerId, msToNs(Number(lagMs))])),
    });
    for (const { table } of this.#ways) {
      const known = table.slotOf({ shardId, regionId });
      const slot = known < 0 ? table.add({ shardId, regionId }, this.#nowMs) : known;
      const instant = { monotonicMs: this.#nowMs, wallNs: START_NS + msToNs(this.#nowMs) };
      table.record(slot, new HeartbeatDraft().load(stats), this.#nowMs, instant, this.#limits);
    }
  }
}

function meets([what, number, other]: Where, shardId: number, leaderId: number, followerId: number): boolean {
  if (what === "region") return followerId === number % REGIONS;
  if (what === "shard") return shardId === number;
  if (what === "pair") return leaderId === number % REGIONS && followerId === other % REGIONS;
  return (shardId * 7 + followerId) % 3 === number % 3;
}

const shardId = fc.nat({ max: 40 });
const where: fc.Arbitrary<Where> = fc.tuple(
  fc.constantFrom("region" as const, "shard" as const, "pair" as const, "some" as const),
  shardId,
  fc.nat({ max: REGIONS - 1 }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("beat" as const),
      part: fc.constantFrom(10, 10, 8, 3),
      entities: fc.nat({ max: 1_000 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("time goes by" as const),
      ms: fc.constantFrom(1, 1_000, 4_000, 7_000, 11_000, 31_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("falls behind" as const), where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("dies" as const), where }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "all catch up" as const,
        "all come back" as const,
        "sums are reckoned anew" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("leaves" as const, "leads as well" as const, "is forgotten as follower" as const),
      shardId,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("limit" as const),
      degradedLagMs: fc.constantFrom(5_000, 8_000),
    }),
  },
);

describe("leaders that say the same of their followers", () => {
  test("are told as if each were judged by itself, whatever befalls them", () => {
    const steps = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 30, size: "max" });
    fc.assert(
      fc.property(
        fc.constantFrom(3, 12, 41, 300),
        fc.integer({ min: 1, max: 3 }),
        steps,
        (shards, followers, all) => {
          const world = new World(shards, followers);
          for (const [each, isLookedAt] of all) {
            world.apply(each);
            if (isLookedAt) world.look();
          }
          world.look();
        },
      ),
      propertyRuns(150),
    );
  });
});
