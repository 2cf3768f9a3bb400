import { closest, distance } from "fastest-levenshtein";

/** So many letters of a command may be missing, too many or others before it is no longer taken for what was meant. */
const MOST_DIFFERENT_LETTERS = 3;

/**
 * What to say when the first word of a command line is no command; undefined when it is one, or a flag. Without this, it would
 * be the first argument of `serve`, which is what runs without a command and takes none.
 *
 * @param commands what there is.
 */
export function unknownCommand(args: readonly string[], commands: readonly string[]): string | undefined {
  const [word] = args;
  if (word === undefined || word.startsWith("-") || commands.includes(word)) return undefined;
  const best = closest(word.toLowerCase(), [...commands]);
  const isMeant = distance(word.toLowerCase(), best) <= Math.min(MOST_DIFFERENT_LETTERS, best.length / 2);
  const hint = isMeant ? `did you mean ${best}?` : `expected one of ${commands.join(", ")}`;
  return `unknown command '${word}'; ${hint}`;
}
