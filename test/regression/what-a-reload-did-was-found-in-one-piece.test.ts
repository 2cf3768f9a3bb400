import { recordReplacement } from "../../src/app/history/record-replacement";
import { EventLog } from "../../src/domain/history/event-log";
import { EventRecorder } from "../../src/domain/history/event-recorder";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { Topology } from "../../src/domain/membership/topology";

const SHARDS = 65_536;
const MOMENT = { atNs: 0n, nameOf: (regionId: number) => `${regionId}` };

function topologyOf(regionId: number): Topology {
  return new Topology(Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId })));
}

test("what became of 65,536 shards is found without an object for each of them", async () => {
  const topology = topologyOf(0);
  const log = new EventLog();
  const assignments = jest.spyOn(topology, "assignments", "get");
  const moveAll = (): Promise<void> => {
    for (let shardId = 0; shardId < SHARDS; shardId += 1) topology.assign({ shardId, regionId: 1 });
    return Promise.resolve();
  };
  const replaced = { topology, tenantRouter: new TenantRouter(topology) };

  await recordReplacement(
    replaced,
    new EventRecorder(log),
    () => MOMENT,
    () => Promise.resolve(),
    moveAll,
  );

  expect(log.events.map(({ title }) => title)).toEqual(["the topology was replaced: 65536 moved"]);
  expect(assignments).not.toHaveBeenCalled();
});

test("homes of one moment are those of that moment", () => {
  const topology = new Topology([{ shardId: 3, regionId: 1 }]);
  const homes = topology.homesNow();

  topology.assign({ shardId: 3, regionId: 2 });

  expect([homes.homeOf(3), homes.homeOf(4), topology.homesNow().homeOf(3)]).toEqual([1, undefined, 2]);
});

test("a look asks as many questions as there are policies, not tenants", () => {
  const topology = new Topology([{ shardId: 0, regionId: 0 }]);
  const router = new TenantRouter(topology);
  for (let tenant = 0n; tenant < 1_000n; tenant += 1n) {
    const requiredRegions = [Number(tenant % 4n)];
    router.registerTenant({ tenantId: tenant, requiredRegions });
  }
  const isHome = jest.spyOn(topology, "isHome");

  expect(router.unroutableTenantCount).toBe(750);
  expect(isHome).toHaveBeenCalledTimes(4);
});
