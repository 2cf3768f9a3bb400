import { nextWords, withSubcommands } from "./command-tree";
import type { CompletedCommand } from "./command-tree";

const PROGRAM = "tidaldb-exporter";

/** A script for bash 3.2 and later, which completes the program's commands, flags, and values of flags. Needs nothing else. */
export function bashCompletion(tree: CompletedCommand): string {
  const commands = [...withSubcommands(tree)];
  const names = commands.filter(({ words }) => words.length > 0).map(({ words }) => `"${words.join(" ")}"`);
  const flags = new Map(commands.flatMap((command) => command.flags).map((flag) => [flag.flag, flag]));
  const paths = [...flags.values()].filter(({ isPath }) => isPath).map(({ flag }) => flag);
  const valued = [...flags.values()].filter((flag) => flag.takesValue && !flag.isPath);
  const choices = valued.filter((flag) => flag.choices.length > 0);
  const others = valued.filter((flag) => flag.choices.length === 0).map(({ flag }) => flag);
  const lines = [
    `# bash completion of ${PROGRAM}: source it, or put it where bash-completion looks.`,
    "_tidaldb_exporter() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="" each',
    "  COMPREPLY=()",
    '  case "$before" in',
    `    ${paths.join("|")}) COMPREPLY=($(compgen -f -- "$word")); return ;;`,
    ...choices.map(
      (flag) =>
        `    ${flag.flag}) COMPREPLY=($(compgen -W "${flag.choices.join(" ")}" -- "$word")); return ;;`,
    ),
    ...(others.length > 0 ? [`    ${others.join("|")}) return ;;`] : []),
    "  esac",
    '  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "${command:+$command }$each" in',
    `      ${names.join("|")}) command="\${command:+$command }$each" ;;`,
    "    esac",
    "  done",
    '  case "$command" in',
    ...commands.map(
      (command) =>
        `    "${command.words.join(" ")}") COMPREPLY=($(compgen ${command.takesFiles ? "-f " : ""}-W "${nextWords(command).join(" ")}" -- "$word")) ;;`,
    ),
    "  esac",
    "}",
    `complete -F _tidaldb_exporter ${PROGRAM}`,
  ];
  return `${lines.join("\n")}\n`;
}
