import { formatListenAddress } from "../../http/server/listen-address";
import type { ListenAddress } from "../../http/server/listen-address";
import { writeDemoFiles } from "./demo-files";
import { Endings } from "../endings";
import type { Exporter } from "../exporter";
import { ReferenceClusterProcess } from "./reference-cluster-process";
import type { Servant } from "../serve-until-stopped";
import { DEFAULT_TELEMETRY_PATH, startExporter } from "../start-exporter";
import type { StartOptions } from "../start-exporter";

/** What a demo is started with. Without a configuration of its own, the exporter gets one that fits the cluster. */
export interface DemoOptions extends StartOptions {
  /** Where the reference cluster takes faults, HOST:PORT on loopback. */
  readonly clusterListenAddress: string;
}

/** A running demo: an exporter, and a reference cluster that sends it heartbeats. */
export interface Demo extends Servant {
  /** What a person should know first: what to open, and how to break something. */
  readonly welcome: string;
}

/** Starts both, or returns undefined when the log says why the exporter did not start. */
export async function startDemo(options: DemoOptions): Promise<Demo | undefined> {
  const endings = new Endings((err) => {
    options.logger.error({ err }, "a part of the demo could not be ended in order; the rest was");
  });
  const files = await writeDemoFiles();
  endings.add(() => files.remove());
  try {
    const exporter = await startExporter({ ...options, configPath: options.configPath ?? files.configPath });
    if (!exporter) {
      await endings.run();
      return undefined;
    }
    endings.add(() => exporter.stop());
    const cluster = new ReferenceClusterProcess(
      baseUrl(exporter),
      ["--listen-address", options.clusterListenAddress],
      options.logger,
    );
    endings.add(() => cluster.stop());
    return {
      welcome: welcome(baseUrl(exporter), options),
      ended: cluster.ended,
      reload: () => exporter.reload(),
      stop: () => endings.run(),
    };
  } catch (error) {
    await endings.run();
    throw error;
  }
}

function baseUrl({ addresses }: Exporter): string {
  const [first] = addresses;
  return `http://${formatListenAddress(reachable(first ?? { host: undefined, port: 0 }))}`;
}

/** Who listens everywhere is reached on loopback. */
function reachable({ host, port }: ListenAddress): ListenAddress {
  const isAnyAddress = host === undefined || host === "::" || host === "0.0.0.0";
  return { host: isAnyAddress ? "127.0.0.1" : host, port };
}

function welcome(
  url: string,
  { telemetryPath = DEFAULT_TELEMETRY_PATH, clusterListenAddress }: DemoOptions,
): string {
  const cluster = `http://${clusterListenAddress}`;
  return `
  A three-region cluster is running, and the exporter watches it. Ctrl-C ends both.

    status page   ${url}/
    health        ${url}/health.json
    metrics       ${url}${telemetryPath}
    faults        ${cluster}/

  Kill a region, and see it Offline 30 seconds after its last heartbeat; then bring it back:

    curl -X POST   '${cluster}/faults/kill-region?region=eu-west'
    curl -s        '${url}/health?region=eu-west'
    curl -X DELETE '${cluster}/faults'

`;
}
