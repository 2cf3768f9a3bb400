import type { EpisodeResult } from "../judge/episode-result";
import type { FieldSet } from "../world/shape";
export function truthDocument(
  byFields: ReadonlyMap<FieldSet, readonly EpisodeResult[]>,
  seed: number,
): string {
  return `${byFields.size} ${seed}`;
}
