import { replayRecording } from "../../src/app/replay/replay-recording";
import { ColumnRoom } from "../../src/domain/columns/column-room";
import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import type { ControlPlane } from "../../src/domain/control-plane";
import type { ClusterStates } from "../../src/domain/terms/cluster-snapshot";
import { RecordedCluster } from "../support/app/recorded-cluster";
import { LivingCluster } from "../support/domain/living-cluster";

type Look = (controlPlane: ControlPlane) => ClusterStates | undefined;

const LOOKS: readonly [name: string, asked: string, look: Look][] = [
  ["states", "/health", (plane) => plane.states()],
  ["totals", "/metrics", (plane) => plane.totals()],
  ["totalsUnless", "/metrics", (plane) => plane.totalsUnless(() => false)],
  ["snapshot", "/", (plane) => plane.snapshot()],
  [
    "snapshotInSteps",
    "/health.json and open pages",
    (plane) => takeAllSteps(plane.snapshotInSteps(new ColumnRoom())),
  ],
];

function sinceOf(controlPlane: ControlPlane): readonly unknown[] {
  return controlPlane.snapshot().regions.map(({ state, sinceNs }) => [state, sinceNs]);
}

/** What found out that a region is Offline between two ticks was recorded for scrapes and the first page only: a replay said that it was later. */
test.each(LOOKS)("a replay tells since when as %s found it, for %s", async (_, _asked, look) => {
  const cluster = new LivingCluster(3, 2);
  const { controlPlane, time } = cluster;
  const recorded = await RecordedCluster.begin(cluster);
  try {
    cluster.live(60_000);
    cluster.live(20_000, { isSilent: (_shardId, regionId) => regionId === 1 });
    while (look(controlPlane)?.regions[1]?.state !== "Offline") time.advance(300);
    cluster.live(5_000, { isSilent: (_shardId, regionId) => regionId === 1 });
    const told = sinceOf(controlPlane);
    const atNs = time.wallNs;
    await recorded.end();

    const replayed = await replayRecording(recorded.path, { atNs });
    expect(sinceOf(replayed.controlPlane)).toEqual(told);
  } finally {
    await recorded.remove();
  }
});
