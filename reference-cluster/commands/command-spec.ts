import { parseDuration } from "../duration";
import type { Result } from "#exporter/domain/terms/result";

/** A command as the command line asks for it. */
export interface CommandSpec {
  readonly name: string;
  /** By parameter; a `duration` is among them where one was given. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds after the start of the cluster. */
  readonly afterMs: number;
}

/** What a text asks for, or why it asks for nothing. */
export type CommandSpecResult = Result<CommandSpec>;

/** As much of a command as is needed to read it. */
interface KnownCommand {
  readonly name: string;
  readonly parameters: readonly { readonly name: string }[];
}

/**
 * Reads `name:values@start+duration`, of which all but the name may be left out. Values are separated by commas, in the order
 * of the command's parameters or as `parameter=value`: `slow-link:us-east,eu-west,bandwidth=2000@10s+1m`.
 *
 * @param commands - those that there are.
 * @param example - what was expected, for messages: "a fault such as kill-region:eu-west@60s+120s".
 */
export function parseCommandSpec(
  text: string,
  commands: readonly KnownCommand[],
  example: string,
): CommandSpecResult {
  const match = /^([a-z-]+)(?::([^@+]*))?(?:@([^@+]+))?(?:\+([^@+]+))?$/.exec(text);
  const [, name = "", values = "", start = "0s", duration] = match ?? [];
  if (match === null || parseDuration(start) === undefined) {
    return { ok: false, message: `expected ${example}, got "${text}"` };
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    return {
      ok: false,
      message: `expected one of ${commands.map((known) => known.name).join(", ")}, got "${name}"`,
    };
  }
  const parameters: Record<string, string> = {};
  for (const [place, value] of values === "" ? [] : values.split(",").entries()) {
    const [before, after] = split(value);
    const parameter = after === undefined ? command.parameters[place]?.name : before;
    if (parameter === undefined) {
      return {
        ok: false,
        message: `${name}: expected at most ${command.parameters.length} values, got "${values}"`,
      };
    }
    parameters[parameter] = after ?? value;
  }
  if (duration !== undefined) parameters["duration"] = duration;
  return { ok: true, value: { name, parameters, afterMs: parseDuration(start) ?? 0 } };
}

function split(value: string): [string, string | undefined] {
  const equals = value.indexOf("=");
  return equals < 0 ? [value, undefined] : [value.slice(0, equals), value.slice(equals + 1)];
}
