import { Command } from "commander";
import { checkConfig } from "../app/check-config";
import type { Host } from "./host";

/** `check-config FILE...`: prints everything that is wrong with configuration files, and ends with 1 if anything is. */
export function checkConfigCommand(host: Pick<Host, "env" | "stdout" | "stderr" | "exitWith">): Command {
  return new Command("check-config")
    .description("check configuration files: every problem at once, with line and column")
    .argument("<file...>", "configuration files; /dev/stdin is one too")
    .option("--syntax-only", "leave out the secrets of tokens, which may not be on this machine", false)
    .action(async (files: readonly string[], { syntaxOnly }: { readonly syntaxOnly: boolean }) => {
      for (const file of files) {
        const { ok, text } = await checkConfig(file, { env: host.env, syntaxOnly });
        if (ok) {
          host.stdout(text);
        } else {
          host.stderr(text);
          host.exitWith(1);
        }
      }
    });
}
