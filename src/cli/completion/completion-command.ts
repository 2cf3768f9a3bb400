import { Argument, Command } from "commander";
import type { TerminalHost } from "../terminal/terminal-host";
import { bashCompletion } from "./bash-completion";
import { commandTree } from "./command-tree";
import { zshCompletion } from "./zsh-completion";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion } as const;

/** `completion bash|zsh`: a script for a shell, made from the commands that there are. */
export function completionCommand(host: Pick<TerminalHost, "stdout">): Command {
  return new Command("completion")
    .description("print a script that lets a shell complete commands and flags")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SHELLS)))
    .addHelpText(
      "after",
      "\nFor bash: source <(tidaldb-exporter completion bash). For zsh: the same, behind compinit.",
    )
    .action((shell: keyof typeof SHELLS, _flags: unknown, command: Command) => {
      host.stdout(SHELLS[shell](commandTree(command.parent ?? command)));
    });
}
