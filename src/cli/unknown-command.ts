import { nearest } from "./arguments/nearest";

/**
 * What to say when the first word of a command line is no command; undefined when it is one, or a flag. Without this, it would
 * be the first argument of `serve`, which is what runs without a command and takes none.
 *
 * @param commands what there is.
 */
export function unknownCommand(args: readonly string[], commands: readonly string[]): string | undefined {
  const [word, next] = args;
  if (word === undefined || word.startsWith("-")) return undefined;
  if (next !== undefined && !next.startsWith("-")) {
    if (word === "explain" && isNoSubject(next)) return `unknown command 'explain ${next}'; ${meantBy(next)}`;
    if (word === "help" && !commands.includes(next))
      return `unknown command '${next}'; ${nearest(next, commands)}`;
  }
  if (commands.includes(word)) return undefined;
  return `unknown command '${word}'; ${nearest(word, commands)}`;
}

function meantBy(subject: string): string {
  return subject === "shard"
    ? "expected explain region NAME; events --shard NUMBER tells what happened to a shard"
    : `did you mean explain region ${subject}?`;
}

/** Neither what can be explained nor a slip of the finger for it: the name of a region, most likely. */
function isNoSubject(word: string): boolean {
  return nearest(word, ["region", "help"]).startsWith("expected");
}
