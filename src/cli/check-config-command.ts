import { Command } from "commander";
import { checkConfig, checkWebConfig } from "../app/check-config";
import type { CheckReport } from "../app/check-config";
import { givenText, neededText } from "./arguments/given-text";
import type { Host } from "./host";

/** What is to be checked beside the files, as commander hands it over. */
interface CheckFlags {
  readonly syntaxOnly: boolean;
  readonly "web.config.file"?: string;
}

/** `check-config FILE...`: prints everything that is wrong with configuration files, and ends with 1 if anything is. */
export function checkConfigCommand(host: Pick<Host, "env" | "stdout" | "stderr" | "exitWith">): Command {
  const report = ({ ok, text }: CheckReport): void => {
    if (ok) {
      host.stdout(text);
    } else {
      host.stderr(text);
      host.exitWith(1);
    }
  };
  return new Command("check-config")
    .description("check configuration files: every problem at once, with line and column")
    .argument("[file...]", "configuration files; /dev/stdin is one too", collectPaths)
    .option("--syntax-only", "leave out the secrets of tokens, which may not be on this machine", false)
    .option(
      "--web.config.file <path>",
      "a web configuration, checked with its certificates and keys",
      givenText("the path of a file"),
    )
    .action(async (files: readonly string[] = [], flags: CheckFlags, command: Command) => {
      const webConfigPath = flags["web.config.file"];
      if (files.length === 0 && webConfigPath === undefined) {
        command.error("error: expected the path of a file, or --web.config.file; there is nothing to check");
      }
      for (const file of files) {
        report(await checkConfig(file, { env: host.env, syntaxOnly: flags.syntaxOnly }));
      }
      if (webConfigPath !== undefined) report(await checkWebConfig(webConfigPath));
    });
}

function collectPaths(path: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, neededText("the path of a file")(path)];
}
