import { FAULT_KINDS, faultsPerDay, TWO_CAUSES } from "../faults/kinds";
import type { EpisodeResult } from "../judge/episode-result";
import type { Weight } from "../judge/figures";

/** Episodes with one cause: what the figures of all kinds together are of. */
export function singleCause(results: readonly EpisodeResult[]): readonly EpisodeResult[] {
  return results.filter(({ kind }) => kind !== TWO_CAUSES);
}

export function byKind(
  results: readonly EpisodeResult[],
): readonly (readonly [string, readonly EpisodeResult[]])[] {
  const kinds = [...FAULT_KINDS.map(({ name }) => name), TWO_CAUSES];
  return kinds
    .map((kind) => [kind, results.filter((result) => result.kind === kind)] as const)
    .filter(([, some]) => some.length > 0);
}

/** What an episode of a kind counts for, so that kinds have the shares that their rates give them. */
export function weightOf(results: readonly EpisodeResult[]): Weight {
  const weights = new Map(
    byKind(results).map(([kind, some]) => {
      const rate = FAULT_KINDS.find(({ name }) => name === kind)?.perThousandDays ?? 0;
      return [kind, rate / some.length];
    }),
  );
  return (kind) => weights.get(kind) ?? 0;
}

/** In how many days a cluster would have as many faults. */
export function clusterDays(results: readonly EpisodeResult[]): number {
  const faults = results.filter(({ kind }) => kind !== "quiet_life").length;
  return faults / faultsPerDay(FAULT_KINDS);
}
