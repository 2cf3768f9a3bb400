import { join } from "node:path";

import { pipelineOf } from "../../../truth/campaign";
import { USUAL_THRESHOLDS } from "../../../truth/judge/baselines";
import type { EpisodeResult } from "../../../truth/judge/episode-result";
import { figuresOf } from "../../../truth/judge/figures";
import { plannedEpisode } from "../../../truth/judge/plan";
import { runEpisode } from "../../../truth/judge/run-episode";
import { someRows, triesAll } from "../../support/property-runs";

/** What pages, and what each control plane sees a moment earlier or later than the others, or not at all. */
const KINDS = [
  "region_killed",
  "two_exporters_see_different_things",
  ...(triesAll() ? ["shard_killed", "region_killed_then_exporter_restart"] : []),
];

const pipeline = pipelineOf(join(__dirname, "..", "..", ".."));

describe.each(someRows([2, 3], 1))("a cluster that %d control planes watch", (exporters) => {
  const results: EpisodeResult[] = [];

  beforeAll(async () => {
    const campaign = {
      seed: 1,
      fields: "all",
      onlySmall: true,
      exporters,
      thresholds: USUAL_THRESHOLDS,
    } as const;
    for (const number of KINDS.keys()) {
      const planned = plannedEpisode({ ...campaign, kinds: KINDS, episodes: KINDS.length }, number);
      results.push(await runEpisode({ ...planned, pipeline }));
    }
  }, 120_000);

  test("is told of once what all of them see", () => {
    const { pagesPerCause, precision, recall } = figuresOf(results);
    expect([pagesPerCause, precision.share, recall[1].share]).toEqual([1, 1, 1]);
  });

  test("wakes nobody where only one of them does not hear a region", () => {
    const differing = results.filter(({ kind }) => kind === "two_exporters_see_different_things");
    expect(differing.map(({ pages }) => pages)).toEqual([[]]);
  });
});
