import type { MoveResult, MoveSettings } from "../cluster/home-mover";
import type { ReferenceCluster } from "../cluster/reference-cluster";
import { regionName } from "../layout";
import { defineFault } from "./fault";
import { durationParameter, regionParameter, shardParameter } from "./fault-parameters";

const DEFAULT_CATCH_UP_MS = 10_000;
const DEFAULT_DRAIN_MS = 20_000;

/** A shard gets another home; when the fault ends it goes back to the old one. */
export const moveHome = defineFault({
  name: "move-home",
  summary:
    "Moves a shard's leader to another region and tells the exporter; the old leader says for a while that it leads.",
  example: "shard=0&region=eu-west",
  parameters: (layout) => ({
    shard: shardParameter(layout),
    region: regionParameter(layout, "the new home"),
    "catch-up": durationParameter(
      "how long the new leader may take to get everything; 10s if not given",
    ).optional(),
    drain: durationParameter(
      "how long the old leader goes on saying that it leads; 20s if not given",
    ).optional(),
  }),
  begin: async (cluster, { shard, region, "catch-up": catchUpMs, drain: drainMs }) => {
    const settings: MoveSettings = {
      catchUpMs: catchUpMs ?? DEFAULT_CATCH_UP_MS,
      drainMs: drainMs ?? DEFAULT_DRAIN_MS,
    };
    const result = await cluster.homes.move(shard, region, settings);
    if (!result.moved) return { ok: false, message: result.message };
    return {
      ok: true,
      value: {
        outcome: describe(cluster, result),
        end: async () => {
          const back = await cluster.homes.move(shard, result.from, settings);
          return back.moved ? undefined : back.message;
        },
      },
    };
  },
});

function describe(
  { layout }: ReferenceCluster,
  result: MoveResult & { readonly moved: true },
): Record<string, unknown> {
  return {
    from: regionName(layout, result.from),
    to: regionName(layout, result.to),
    took_over_at_seqno: result.tookOverAtSeqno,
    caught_up: result.caughtUp,
    exporter: result.exporter,
  };
}
