import { LivingCluster } from "../support/domain/living-cluster";
import type { Breakage } from "../support/domain/living-cluster";

const MINUTE = 60_000;

/** Shard 5, at home in region 1, is led in region 0. */
const moved: Breakage = {
  leads: (shardId, regionId) => regionId === (shardId === 5 ? 0 : Math.floor(shardId / 5)),
};

test("where only leaders speak, a region stays Healthy when one of its leaders is replaced, and when that leads again", () => {
  const cluster = new LivingCluster(3, 5, {}, true);
  const transitions: string[] = [];
  cluster.controlPlane.onTransition(({ regionId, to }) => transitions.push(`${regionId} ${to}`));
  cluster.live(MINUTE);
  transitions.length = 0;
  cluster.live(5 * MINUTE, moved);
  cluster.live(5 * MINUTE);
  expect(transitions).toEqual([]);
});

test("where followers speak, a region is Degraded when a replaced leader falls silent", () => {
  const cluster = new LivingCluster(3, 5);
  cluster.live(MINUTE);
  cluster.live(2 * MINUTE, { ...moved, isSilent: (shardId, regionId) => shardId === 5 && regionId === 1 });
  expect(cluster.controlPlane.totals().regions[1]?.state).toBe("Degraded");
});
