import { closest, distance } from "fastest-levenshtein";

/** So many letters may be missing, too many or others before a word is no longer taken for what was meant. */
const MOST_DIFFERENT_LETTERS = 3;

/** What a word that is none of those known was meant to be: the nearest of them, or all where none is near. */
export function nearest(word: string, known: readonly string[]): string {
  const best = closest(word.toLowerCase(), [...known]);
  const isMeant = distance(word.toLowerCase(), best) <= Math.min(MOST_DIFFERENT_LETTERS, best.length / 2);
  return isMeant ? `did you mean ${best}?` : `expected one of ${known.join(", ")}`;
}
