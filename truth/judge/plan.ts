import type { EmptyGroups } from "../alertmanager/model-alertmanager";
import { COMBINABLE, FAULT_KINDS, TWO_CAUSES } from "../faults/kinds";
import type { FaultKind } from "../faults/fault";
import { Random } from "../world/random";
import type { FieldSet, Shape } from "../world/shape";
import type { Thresholds } from "./baselines";
import type { EpisodeOptions } from "./run-episode";

/** What is to be played. */
export interface Campaign {
  readonly seed: number;
  readonly episodes: number;
  readonly fields: FieldSet;
  /** Names of kinds; empty: all, and two at once. */
  readonly kinds: readonly string[];
  readonly onlySmall: boolean;
  /** Control planes that watch each cluster, each with its own ways to it; all are scraped, the first one's verdicts are judged. */
  readonly exporters: number;
  readonly thresholds: Thresholds;
  /** When Alertmanager forgets groups that are empty: as before 0.32 unless given. */
  readonly emptyGroups?: EmptyGroups;
}

/** An episode but for the pipeline, which cannot be sent to another process. */
export type PlannedEpisode = Omit<EpisodeOptions, "pipeline">;

/** Of ten clusters seven are of three regions with five shards each, the others of five with twenty. */
const SMALL_SHARE = 0.7;
const SMALL = { regions: 3, shardsPerRegion: 5 };
const LARGE = { regions: 5, shardsPerRegion: 20 };

/**
 * The episode of a number: each kind in turn, so that rare kinds are judged as well as frequent ones. An episode depends on the
 * seed, its number and the campaign's kinds alone.
 *
 * @throws RangeError when there is no kind of a name.
 */
export function plannedEpisode(campaign: Campaign, number: number): PlannedEpisode {
  const names =
    campaign.kinds.length > 0 ? campaign.kinds : [...FAULT_KINDS.map(({ name }) => name), TWO_CAUSES];
  const name = names[number % names.length]!;
  const seed = episodeSeed(campaign, number);
  const random = new Random(seed ^ 0x5eed);
  const size = campaign.onlySmall || random.chance(SMALL_SHARE) ? SMALL : LARGE;
  const shape: Shape = { ...size, fields: campaign.fields };
  const { exporters, thresholds } = campaign;
  return { seed, name, kinds: kindsOf(name, random), shape, exporters, thresholds };
}

/** What an episode of a number is played from: the same in campaigns of one seed. */
export function episodeSeed({ seed }: Campaign, number: number): number {
  return (Math.imul(seed, 1_000_003) + number) >>> 0;
}

function kindsOf(name: string, random: Random): readonly FaultKind[] {
  if (name === TWO_CAUSES) return random.sample(COMBINABLE, 2);
  const kind = FAULT_KINDS.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new RangeError(`there is no kind of fault named ${name}`);
  return [kind];
}
