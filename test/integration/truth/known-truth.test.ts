import { join } from "node:path";
import { pipelineOf } from "../../../truth/campaign";
import { USUAL_THRESHOLDS } from "../../../truth/judge/baselines";
import type { EpisodeResult } from "../../../truth/judge/episode-result";
import { figuresOf } from "../../../truth/judge/figures";
import { plannedEpisode } from "../../../truth/judge/plan";
import type { Campaign } from "../../../truth/judge/plan";
import { runEpisode } from "../../../truth/judge/run-episode";
import { someRows, triesAll } from "../../support/property-runs";

/** The kinds of which nobody is to be woken. */
const QUIET = [
  "quiet_life",
  "topology_move",
  "rolling_restart",
  "exporter_restart",
  "exporter_stall",
  "exporter_throttle",
  "exporter_clock_step",
  "replays_of_the_living",
  "two_exporters_see_different_things",
];

/** Kinds that page: one or two of each sort, so that all of it takes some seconds. */
const LOUD = [
  "region_killed",
  "shard_killed",
  "leader_replica_killed",
  "link_cut",
  "region_isolated",
  "follower_stalled_region",
  "region_cut_off",
  "all_cut_off",
  "old_heartbeats_of_the_dead",
  "region_killed_then_exporter_restart",
  "exporter_down",
  "two_causes",
];

const CAMPAIGN: Campaign = {
  seed: 1,
  episodes: LOUD.length + QUIET.length,
  fields: "all",
  kinds: [...LOUD, ...QUIET],
  onlySmall: true,
  exporters: 1,
  thresholds: USUAL_THRESHOLDS,
};

/** The kinds without which there is nothing to judge; a quick run plays one of the others besides, the seed says which. */
const ALWAYS = ["region_killed", "quiet_life"];

const PLAYED: readonly string[] = [
  ...ALWAYS,
  ...someRows(
    CAMPAIGN.kinds.filter((kind) => !ALWAYS.includes(kind)),
    1,
  ),
];

const pipeline = pipelineOf(join(__dirname, "..", "..", ".."));

/** The kind's own episode: the same in every run, whichever others are played. */
function play(kind: string): Promise<EpisodeResult> {
  const number = CAMPAIGN.kinds.indexOf(kind);
  return runEpisode({ ...plannedEpisode(CAMPAIGN, number), pipeline });
}

describe("episodes of known truth", () => {
  const results: EpisodeResult[] = [];

  beforeAll(async () => {
    for (const kind of PLAYED) results.push(await play(kind));
  }, 120_000);

  test("calls no region Offline that can be heard, and misses none that cannot", () => {
    const { ours } = figuresOf(results).offline;
    expect(ours).toMatchObject({ mistakes: 0, missed: 0 });
    expect(ours.detection.count).toBeGreaterThan(triesAll() ? 5 : 0);
    expect(ours.detection.p50).toBeLessThan(36);
  });

  test("flashes Degraded at nobody in quiet life", () => {
    const quiet = results.filter(({ kind }) => kind === "quiet_life");
    expect(quiet).toHaveLength(1);
    expect(figuresOf(quiet).falseDegradedPerRegionDay).toBe(0);
  });

  test("wakes nobody where there is nothing to wake somebody for", () => {
    const quiet = results.filter(({ kind }) => QUIET.includes(kind));
    expect(quiet.map(({ kind }) => kind).sort()).toEqual(
      QUIET.filter((kind) => PLAYED.includes(kind)).sort(),
    );
    expect(quiet.flatMap(({ pages }) => pages)).toEqual([]);
  });

  test("tells of all that lasts, on one page that names it, and never that it is over while nobody can see it", () => {
    const { recall, resolvedWhileBlind, precision, pagesPerCause } = figuresOf(results);
    expect(recall[1].of).toBeGreaterThan(triesAll() ? 3 : 0);
    expect([recall[1].share, precision.share, pagesPerCause]).toEqual([1, 1, 1]);
    expect(resolvedWhileBlind).toBe(0);
  });

  test("plays the same episode again from the same seed", async () => {
    const [kind = ""] = PLAYED;
    expect(await play(kind)).toEqual(results[0]);
  });
});
