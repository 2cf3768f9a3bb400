import type { Host } from "./host";
/**
 * Runs the command that the arguments name.
 *
 * @param args - what follows the program's name.
 * @throws whatever is not an operator's mistake; those are told and end with another code than 0.
 */
export declare function runProgram(args: readonly string[], host: Host): Promise<void>;
