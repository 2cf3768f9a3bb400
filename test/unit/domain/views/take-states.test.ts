import type { ControlPlane } from "../../../../src/domain/control-plane";
import type { ClusterStates } from "../../../../src/domain/terms/cluster-snapshot";
import { TestCluster } from "../../../support/domain/domain-cluster";
import type { Breakage } from "../../../support/domain/living-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";

const MINUTE = 60_000;
const REGIONS = 3;
const SHARDS_A_REGION = 5;

/** Shard 5, at home in region 1, is led in region 0. */
const moved: Breakage = {
  leads: (shardId, regionId) => regionId === (shardId === 5 ? 0 : Math.floor(shardId / SHARDS_A_REGION)),
};

/** What the totals, which look at every replica, say of the same. */
function statesInTotals(controlPlane: ControlPlane): ClusterStates {
  const { regions, incidents } = controlPlane.totals();
  return { regions: regions.map(({ regionId, name, state }) => ({ regionId, name, state })), incidents };
}

test.each<{
  what: string;
  only?: "leaders";
  breakage?: Breakage;
  after?: Breakage;
  states: readonly string[];
}>([
  { what: "all well", states: ["Healthy", "Healthy", "Healthy"] },
  {
    what: "a region silent",
    breakage: { isSilent: (_, regionId) => regionId === 1 },
    states: ["Degraded", "Offline", "Degraded"],
  },
  {
    what: "a replica silent",
    breakage: { isSilent: (shardId, regionId) => shardId === 0 && regionId === 2 },
    states: ["Degraded", "Healthy", "Degraded"],
  },
  {
    what: "a leader replaced, where only leaders speak",
    only: "leaders",
    breakage: moved,
    states: ["Healthy", "Healthy", "Healthy"],
  },
  {
    what: "a region silent of which a leader was replaced, where only leaders speak",
    only: "leaders",
    breakage: moved,
    after: { ...moved, isSilent: (_, regionId) => regionId === 1 },
    states: ["Degraded", "Offline", "Degraded"],
  },
])("the states alone are those of the totals: $what", ({ only, breakage, after, states }) => {
  const cluster = new LivingCluster(REGIONS, SHARDS_A_REGION, {}, only === "leaders");
  expect(cluster.controlPlane.states()).toEqual(statesInTotals(cluster.controlPlane));
  cluster.live(MINUTE);
  for (const next of [breakage, after]) if (next) cluster.live(3 * MINUTE, next);

  expect(cluster.controlPlane.states().regions.map(({ state }) => state)).toEqual(states);
  expect(cluster.controlPlane.states()).toEqual(statesInTotals(cluster.controlPlane));
});

test("asking for the states notes the transitions that it finds", () => {
  const cluster = new TestCluster();
  const found: string[] = [];
  cluster.controlPlane.onTransition(({ regionId, to }) => found.push(`${regionId} ${to}`));
  cluster.beat(3, 1);
  cluster.controlPlane.states();
  cluster.time.advance(30_001);
  cluster.controlPlane.states();

  expect(found).toEqual(["1 Healthy", "1 Offline"]);
});
