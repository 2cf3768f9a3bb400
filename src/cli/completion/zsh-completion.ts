import { withSubcommands } from "./command-tree";
import type { CompletedCommand, CompletedFlag } from "./command-tree";

const PROGRAM = "tidaldb-exporter";

/** A script for zsh, which completes the program's commands and flags with what they mean, and values of flags. */
export function zshCompletion(tree: CompletedCommand): string {
  const commands = [...withSubcommands(tree)];
  const names = commands.filter(({ words }) => words.length > 0).map(({ words }) => `"${words.join(" ")}"`);
  const lines = [
    `#compdef ${PROGRAM}`,
    `# zsh completion of ${PROGRAM}: put it as _${PROGRAM} into a folder of $fpath, or source it behind compinit.`,
    "_tidaldb_exporter() {",
    '  local command="" each',
    "  for each in ${words[2,CURRENT-1]}; do",
    '    case "${command:+$command }$each" in',
    `      ${names.join("|")}) command="\${command:+$command }$each" ;;`,
    "    esac",
    "  done",
    '  case "$command" in',
    ...commands.flatMap(caseOf),
    "  esac",
    "}",
    `if [ "$funcstack[1]" = "_${PROGRAM}" ]; then _tidaldb_exporter "$@"; else compdef _tidaldb_exporter ${PROGRAM}; fi`,
  ];
  return `${lines.join("\n")}\n`;
}

function caseOf(command: CompletedCommand): readonly string[] {
  const subcommands = command.subcommands.map(
    ({ words, description }) => `${words.at(-1) ?? ""}:${quotable(description)}`,
  );
  return [
    `    "${command.words.join(" ")}")`,
    ...(subcommands.length > 0
      ? [`      local -a commands=(${subcommands.map(quoted).join(" ")})`, "      _describe command commands"]
      : []),
    `      _arguments -S ${command.flags.map((flag) => quoted(flagSpec(flag))).join(" ")} ${command.takesFiles ? "'*:file:_files'" : "'*: :'"}`,
    "      ;;",
  ];
}

function flagSpec({ flag, description, takesValue, choices, isPath }: CompletedFlag): string {
  const meaning = `*${flag}[${quotable(description).replaceAll(/[[\]]/g, "\\$&")}]`;
  if (!takesValue) return meaning;
  if (isPath) return `${meaning}:path:_files`;
  return choices.length > 0 ? `${meaning}:value:(${choices.join(" ")})` : `${meaning}:value: `;
}

/** A colon ends a word in these lists. */
function quotable(text: string): string {
  return text.replaceAll(":", "\\:");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
