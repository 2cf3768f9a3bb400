import { join } from "node:path";
import { performance } from "node:perf_hooks";

import type * as Library from "../../src/index";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";

const SHARDS = 16;
const CALLS = 500_000;
const TENANTS = [1n, 2n, 3n, 4n] as const;

export const route: Row = {
  name: "route",
  title: "Placing entities: route() at 16 shards",
  method:
    `${CALLS.toLocaleString("en-US")} calls a repetition for entities of ${TENANTS.length} tenants, one of them bound to two regions. The ` +
    "baseline is the remainder of the entity's number, which moves nearly every entity when a shard is added.",
  note: "",
  figures: [
    {
      title: "calls",
      unit: "per second",
      series: "route",
      baseline: "remainder",
      target: { kind: "at_least", value: 1_000_000 },
    },
  ],
  measure: async (options) => {
    const collector = new SampleCollector();
    const { TenantRouter, Topology } = (await import(
      join(options.exporterFolder, "index.js")
    )) as typeof Library;
    const shards = Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId: shardId % 4 }));
    const router = new TenantRouter(new Topology(shards));
    for (const tenantId of TENANTS) {
      router.registerTenant({ tenantId, ...(tenantId === 1n && { requiredRegions: [0, 1] }) });
    }
    // What callers have is a bigint; making one is their cost and not the router's.
    const entities = Array.from({ length: 4096 }, (_, i) =>
      BigInt.asUintN(64, BigInt(i) * 0x9e3779b97f4a7c15n),
    );
    let sum = 0;
    const perSecond = (place: (tenantId: bigint, entityId: bigint) => number): number => {
      const startedMs = performance.now();
      for (let i = 0; i < CALLS; i += 1) sum += place(TENANTS[i & 3] ?? 1n, entities[i & 4095] ?? 0n);
      return (CALLS * 1000) / (performance.now() - startedMs);
    };
    await repeat(collector, options, (_round, into) => {
      const routed = perSecond((tenantId, entityId) => router.route(tenantId, entityId).shardId);
      const remainder = perSecond((_tenantId, entityId) => Number(entityId % BigInt(SHARDS)));
      into.add("route", routed);
      into.add("remainder", remainder);
      return Promise.resolve();
    });
    if (sum === 0) throw new Error("every entity was placed on shard 0");
    return collector.measurements;
  },
};
