import { playCampaign } from "../campaign";
import type { Task } from "../campaign";
import type { Thresholds } from "../judge/baselines";
import type { EpisodeResult } from "../judge/episode-result";

/** The verdicts of the same episodes under other thresholds. */
export interface SweepPoint {
  readonly thresholds: Thresholds;
  readonly results: readonly EpisodeResult[];
}

const POINTS: readonly Thresholds[] = [
  { offlineAfterMs: 6000, phi: 1 },
  { offlineAfterMs: 10_000, phi: 2 },
  { offlineAfterMs: 15_000, phi: 4 },
  { offlineAfterMs: 20_000, phi: 8 },
  { offlineAfterMs: 30_000, phi: 16 },
  { offlineAfterMs: 60_000, phi: 64 },
];

/** Faults that tell detectors apart: deaths, and what looks like one. */
const KINDS = [
  "region_killed",
  "region_cut_off",
  "region_killed_then_exporter_stall",
  "old_heartbeats_of_the_dead",
  "loss_30_percent",
  "exporter_stall",
  "exporter_throttle",
  "exporter_clock_step",
  "exporter_restart",
  "rolling_restart",
  "quiet_life",
];

/** Episodes of each kind at each point. */
const EACH = 3;

export async function playSweep(task: Task): Promise<readonly SweepPoint[]> {
  const points: SweepPoint[] = [];
  for (const thresholds of POINTS) {
    const results = await playCampaign({
      ...task,
      kinds: KINDS,
      episodes: EACH * KINDS.length,
      onlySmall: true,
      judgesPages: false,
      thresholds,
    });
    points.push({ thresholds, results });
  }
  return points;
}
