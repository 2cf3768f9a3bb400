import { join } from "node:path";

import { pipelineOf } from "../../../truth/campaign";
import { USUAL_THRESHOLDS } from "../../../truth/judge/baselines";
import type { EpisodeResult } from "../../../truth/judge/episode-result";
import { figuresOf } from "../../../truth/judge/figures";
import { plannedEpisode } from "../../../truth/judge/plan";
import { runEpisode } from "../../../truth/judge/run-episode";
import { someRows, someTests, triesAll } from "../../support/property-runs";

/** What each control plane sees a moment earlier or later than the others. */
const SEEN_BY_ALL = [
  "region_killed",
  ...(triesAll() ? ["shard_killed", "region_killed_then_exporter_restart"] : []),
];
const SEEN_BY_SOME = ["two_exporters_see_different_things"];

const pipeline = pipelineOf(join(__dirname, "..", "..", ".."));

/** One episode of each kind, as this number of control planes sees it. */
async function played(kinds: readonly string[], exporters: number): Promise<readonly EpisodeResult[]> {
  const campaign = {
    seed: 1,
    fields: "all",
    kinds,
    episodes: kinds.length,
    onlySmall: true,
    exporters,
    thresholds: USUAL_THRESHOLDS,
  } as const;
  const results: EpisodeResult[] = [];
  for (const number of kinds.keys())
    results.push(await runEpisode({ ...plannedEpisode(campaign, number), pipeline }));
  return results;
}

describe.each(someRows([2, 3], 1))("a cluster that %d control planes watch", (exporters) => {
  someTests(1, [
    [
      "is told of once what all of them see",
      async () => {
        const { pagesPerCause, precision, recall } = figuresOf(await played(SEEN_BY_ALL, exporters));
        expect([pagesPerCause, precision.share, recall[1].share]).toEqual([1, 1, 1]);
      },
    ],
    [
      "wakes nobody where only one of them does not hear a region",
      async () => {
        const results = await played(SEEN_BY_SOME, exporters);
        expect(results.map(({ pages }) => pages)).toEqual([[]]);
      },
    ],
  ]);
});
