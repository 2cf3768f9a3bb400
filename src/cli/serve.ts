import { Command } from "commander";
import { readBuildInfo } from "../app/build-info";
import { logWarnings } from "../app/log-warnings";
import { createLogger } from "../app/logger";
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
  return command.action(async (flags: ServeFlags) => {
    const logger = createLogger(flags["log.level"], flags["log.format"], { write: host.stderr });
    const endWarnings = logWarnings(host.onWarning, logger);
    const exporter = await startExporter({
      ...toStartOptions(flags),
      logger,
      env: host.env,
      buildInfo: readBuildInfo(),
    });
    if (exporter) await serveUntilStopped(exporter, host.onSignal, logger);
    else host.exitWith(1);
    endWarnings();
  });
}
