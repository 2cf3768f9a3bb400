import { Command } from "commander";
import { readBuildInfo } from "../app/build-info";
import { createProgramLogger } from "../app/logging/create-program-logger";
import { logWarnings } from "../app/logging/log-warnings";
import { serveUntilStopped } from "../app/serve-until-stopped";
import { startExporter } from "../app/start-exporter";
import { serveOptions, toStartOptions } from "./flags";
import type { ServeFlags } from "./flags";
import type { Host } from "./host";

/** `serve`: runs the exporter until it is told to stop. */
export function serveCommand(host: Host): Command {
  const command = new Command("serve").description(
    "run the exporter; this is what happens without a command",
  );
  for (const option of serveOptions(host.env)) command.addOption(option);
  // Told here in words that also help after a misspelt command behind flags.
  return command.allowExcessArguments().action(async (flags: ServeFlags) => {
    const [argument] = command.args;
    if (argument !== undefined) {
      command.error(
        `error: serve takes no arguments, got '${argument}'; a command comes first, before its flags`,
      );
    }
    const logger = createProgramLogger(flags["log.level"], flags["log.format"], host.log);
    const endWarnings = logWarnings(host.onWarning, logger);
    const end = await serveUntilStopped({
      start: (stopAsked) =>
        startExporter({
          ...toStartOptions(flags),
          logger,
          logLinesLost: () => host.log.lostLines,
          stopAsked,
          env: host.env,
          buildInfo: readBuildInfo(),
        }),
      onSignal: host.onSignal,
      logger,
    });
    endWarnings();
    if (end !== "signal") host.exitWith(1);
  });
}
