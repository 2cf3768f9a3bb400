import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { readBuildInfo } from "../app/build-info";
import { createProgramLogger } from "../app/logging/create-program-logger";
import { logWarnings } from "../app/logging/log-warnings";
import { MOMENT_EXPECTED, parseMoment } from "../app/replay/replay-time";
import type { AskedMoment } from "../app/replay/replay-time";
import { DEFAULT_REPLAY_ADDRESS, startReplay } from "../app/replay/start-replay";
import { serveUntilStopped } from "../app/serve-until-stopped";
import { neededText } from "./arguments/given-text";
import { collectAddresses, serveOptions, toStartOptions } from "./flags";
import type { ServeFlags } from "./flags";
import type { Host } from "./host";

/** Of the flags of `serve` those that are about what is served. */
const SHARED_FLAGS = ["--web.telemetry-path", "--log.level", "--log.format"];

interface ReplayFlags extends ServeFlags {
  /** Undefined: the end of the recording. */
  readonly at?: AskedMoment;
}

/** `replay`: serves a moment of the past, as it was recorded with `serve --record`. */
export function replayCommand(host: Host): Command {
  const command = new Command("replay")
    .description(
      "serve the page, metrics and health of a moment of the past, from a recording of serve --record",
    )
    .addArgument(
      new Argument("<file>", "what --record was given, or one of the files beside it").argParser(
        neededText("the path of a recording"),
      ),
    );
  command.addOption(
    new Option(
      "--at <time>",
      "the moment: RFC 3339 such as 2026-07-01T03:12:00Z, or such as -15m, counted from the end of the recording (default: its end)",
    ).argParser(moment),
  );
  for (const option of serveOptions(host.env).filter(({ long }) => SHARED_FLAGS.includes(long ?? "")))
    command.addOption(option);
  const address = new Option(
    "--web.listen-address <address>",
    `address to listen on, HOST:PORT; may be given several times (default: ${DEFAULT_REPLAY_ADDRESS})`,
  ).argParser(collectAddresses);
  command.addOption(address);
  return command.action(async (path: string, flags: ReplayFlags) => {
    const logger = createProgramLogger(flags["log.level"], flags["log.format"], host.log);
    const endWarnings = logWarnings(host.onWarning, logger);
    const { listenAddresses, telemetryPath } = toStartOptions(flags);
    const end = await serveUntilStopped({
      start: () =>
        startReplay({
          path,
          at: flags.at,
          listenAddresses,
          telemetryPath,
          logger,
          buildInfo: readBuildInfo(),
        }),
      onSignal: host.onSignal,
      logger,
    });
    endWarnings();
    if (end !== "signal") host.exitWith(1);
  });
}

function moment(text: string): AskedMoment {
  const asked = parseMoment(text);
  if (asked === undefined) throw new InvalidArgumentError(`Expected ${MOMENT_EXPECTED}.`);
  return asked;
}
