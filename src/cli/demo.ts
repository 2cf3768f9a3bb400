import { Command, Option } from "commander";
import { readBuildInfo } from "../app/build-info";
import { startDemo } from "../app/demo";
import { logWarnings } from "../app/log-warnings";
import { createLogger } from "../app/logger";
import { serveUntilStopped } from "../app/serve-until-stopped";
import { serveOptions, toStartOptions, withEnvironmentTwin } from "./flags";
import type { ServeFlags } from "./flags";
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
  ).default("127.0.0.1:10844");
  command.addOption(withEnvironmentTwin(clusterAddress, host.env));
  return command.action(async (flags: DemoFlags) => {
    const logger = createLogger(flags["log.level"], flags["log.format"], { write: host.stderr });
    const endWarnings = logWarnings(host.onWarning, logger);
    const demo = await startDemo({
      ...toStartOptions(flags),
      clusterListenAddress: flags["cluster.listenAddress"],
      logger,
      env: host.env,
      buildInfo: readBuildInfo(),
    });
    if (!demo) {
      endWarnings();
      host.exitWith(1);
      return;
    }
    host.stdout(demo.welcome);
    const end = await serveUntilStopped(demo, host.onSignal, logger);
    endWarnings();
    if (end === "ended") host.exitWith(1);
  });
}
