import type { Command } from "commander";

/** A flag as a shell completes it. */
export interface CompletedFlag {
  readonly flag: string;
  readonly description: string;
  /** Whether a value comes behind it. */
  readonly takesValue: boolean;
  /** What that may be, where it is one of a few. */
  readonly choices: readonly string[];
  /** Whether that is the path of a file. */
  readonly isPath: boolean;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  /** The words that lead to it, without the program's own name; empty for the program. */
  readonly words: readonly string[];
  readonly description: string;
  readonly subcommands: readonly CompletedCommand[];
  readonly flags: readonly CompletedFlag[];
  /** Whether its arguments are paths of files. */
  readonly takesFiles: boolean;
}

/** The commands and flags of a program, as its help has them. */
export function commandTree(program: Command, words: readonly string[] = []): CompletedCommand {
  const help = program.createHelp();
  const flags = help.visibleOptions(program).map((option) => ({
    flag: option.long ?? option.short ?? "",
    description: option.description,
    takesValue: option.required,
    choices: option.argChoices ?? [],
    isPath: /<(?:path|directory)>/.test(option.flags),
  }));
  return {
    words,
    description: program.description(),
    subcommands: help
      .visibleCommands(program)
      .map((command) => commandTree(command, [...words, command.name()])),
    flags,
    takesFiles: program.registeredArguments.some((argument) => argument.name() === "file"),
  };
}

/** A command and all below it. */
export function* withSubcommands(command: CompletedCommand): Generator<CompletedCommand, void> {
  yield command;
  for (const subcommand of command.subcommands) yield* withSubcommands(subcommand);
}

/** What may come next behind a command: its subcommands and its flags. */
export function nextWords({ words, subcommands, flags }: CompletedCommand): readonly string[] {
  return [
    ...subcommands.map((each) => each.words.slice(words.length).join(" ")),
    ...flags.map(({ flag }) => flag),
  ];
}
