import { nearest } from "./arguments/nearest";

/**
 * What to say when the first word of a command line is no command; undefined when it is one, or a flag. Without this, it would
 * be the first argument of `serve`, which is what runs without a command and takes none.
 *
 * @param commands what there is.
 */
export function unknownCommand(args: readonly string[], commands: readonly string[]): string | undefined {
  const [word] = args;
  if (word === undefined || word.startsWith("-") || commands.includes(word)) return undefined;
  return `unknown command '${word}'; ${nearest(word, commands)}`;
}
