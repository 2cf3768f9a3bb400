import { InvalidArgumentError } from "commander";

/** A reader of one argument, for commander: called once for each time that the argument is given. */
export type TextReader = (value: string) => string;

/**
 * Refuses an empty argument, as `--config.file=$UNSET` becomes in a shell: taken for a path it would name the present
 * folder or nothing, taken for a missing flag it would leave out what was asked for.
 *
 * @param expected what the argument is to be, such as `the path of a file`.
 */
export function givenText(expected: string): TextReader {
  return textOr(`Expected ${expected}, got nothing; leave it out if there is to be none.`);
}

/** The same of an argument that cannot be left out. */
export function neededText(expected: string): TextReader {
  return textOr(`Expected ${expected}, got nothing.`);
}

function textOr(refusal: string): TextReader {
  return (value) => {
    if (value.trim() !== "") return value;
    throw new InvalidArgumentError(refusal);
  };
}
