import { Command, Option } from "commander";
import { readBuildInfo } from "../app/build-info";
import { createProgramLogger } from "../app/logging/create-program-logger";
import { startDemo } from "../app/demo/demo";
import type { Demo, DemoOptions } from "../app/demo/demo";
import { logWarnings } from "../app/logging/log-warnings";
import { serveUntilStopped } from "../app/serve-until-stopped";
import { withEnvironmentTwin } from "./arguments/environment-twin";
import { serveOptions, toStartOptions } from "./flags";
import type { ServeFlags } from "./flags";
import { givenText } from "./arguments/given-text";
import type { Host } from "./host";

/** The flags of `serve`, and where the cluster takes faults. */
interface DemoFlags extends ServeFlags {
  readonly "cluster.listenAddress": string;
}

/** `demo`: the exporter beside a reference cluster, so that every metric has real data at once. */
export function demoCommand(host: Host): Command {
  const command = new Command("demo").description(
    "run the exporter beside a small cluster that really replicates",
  );
  // The cluster of the demo reports without credentials, over plain HTTP.
  const options = serveOptions(host.env).filter(({ long }) => long !== "--web.config.file");
  for (const option of options) command.addOption(option);
  const clusterAddress = new Option(
    "--cluster.listen-address <address>",
    "where the cluster takes faults; loopback only",
  )
    .default("127.0.0.1:10844")
    .argParser(givenText("an address such as 127.0.0.1:10844"));
  command.addOption(withEnvironmentTwin(clusterAddress, host.env));
  return command.action(async (flags: DemoFlags) => {
    const logger = createProgramLogger(flags["log.level"], flags["log.format"], host.log);
    const endWarnings = logWarnings(host.onWarning, logger);
    const options: DemoOptions = {
      ...toStartOptions(flags),
      clusterListenAddress: flags["cluster.listenAddress"],
      logger,
      logLinesLost: () => host.log.lostLines,
      env: host.env,
      buildInfo: readBuildInfo(),
    };
    const end = await serveUntilStopped({
      start: (stopAsked) => startAndWelcome({ ...options, stopAsked }, host),
      onSignal: host.onSignal,
      logger,
      // A demo ends with its terminal: a process without one would never be found again.
      hasLostTerminal: host.hasLostTerminal,
    });
    endWarnings();
    if (end !== "signal") host.exitWith(1);
  });
}

async function startAndWelcome(options: DemoOptions, host: Pick<Host, "stdout">): Promise<Demo | undefined> {
  const demo = await startDemo(options);
  if (demo) host.stdout(demo.welcome);
  return demo;
}
