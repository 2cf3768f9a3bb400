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
  if (word === "explain" && next === "shard")
    return "unknown command 'explain shard'; expected explain region NAME; events --shard NUMBER tells what happened to a shard";
  if (word === "explain" && next !== undefined && !next.startsWith("-") && isNoSubject(next))
    return `unknown command 'explain ${next}'; did you mean explain region ${next}?`;
  if (commands.includes(word)) return undefined;
  return `unknown command '${word}'; ${nearest(word, commands)}`;
}

/** Neither what can be explained nor a slip of the finger for it: the name of a region, most likely. */
function isNoSubject(word: string): boolean {
  return nearest(word, ["region", "help"]).startsWith("expected");
}
