import { readFileSync } from "node:fs";
import { pino } from "pino";
import { ReferenceCluster } from "./cluster/reference-cluster";
import type { CommandLine } from "./command-line";
import { DataDirectory } from "./data-directory";
import { HttpExporterClient } from "./heartbeats/http-exporter-client";
import { clusterLayout } from "./layout";
import { whenProcessShouldEnd } from "./process-end";
import { DEFAULT_WAL_LIMITS } from "./storage/replica-store";
import { SystemScheduler } from "./system-scheduler";

/** What the cluster tells a parent process over their channel once it runs. */
export interface ReferenceClusterReady {
  readonly kind: "ready";
  /** Where status and faults are. */
  readonly controlUrl: string;
}

/** Longer than a healthy exporter ever takes, shorter than the usual interval, so that one slow answer costs one beat. */
const EXPORTER_TIMEOUT_MS = 4_000;

/**
 * Runs a cluster until the process is told to end, and leaves nothing behind.
 *
 * @throws Error when the token file cannot be read, a value does not fit or the address is taken.
 */
export async function runReferenceCluster(commandLine: CommandLine): Promise<void> {
  const log = pino({ level: commandLine.logLevel, name: "reference-cluster" });
  const exporter = new HttpExporterClient({
    url: commandLine.exporterUrl,
    bearerToken: readToken(commandLine.exporterTokenFile),
    timeoutMs: EXPORTER_TIMEOUT_MS,
  });
  const layout = clusterLayout(commandLine.regions, commandLine.shardsPerRegion);
  const data = new DataDirectory(commandLine.dataDir);
  // For every other way in which the process may end, an uncaught error included.
  process.once("exit", () => {
    data.remove();
  });
  const cluster = new ReferenceCluster(
    {
      layout,
      routing: commandLine.routing,
      workload: {
        signalsPerSecond: commandLine.signalsPerSecond,
        entityCount: commandLine.entities,
        seed: commandLine.seed,
      },
      walLimits: { ...DEFAULT_WAL_LIMITS, capBytes: commandLine.walCap },
      heartbeatIntervalMs: commandLine.heartbeatInterval,
      heartbeatFormat: commandLine.heartbeatFormat,
      dataDirectory: data.path,
    },
    { scheduler: new SystemScheduler(), exporter, log },
  );
  await Promise.resolve();
  cluster.start();
  log.info(
    { dataDirectory: data.path, exporter: commandLine.exporterUrl.href },
    "the reference cluster runs",
  );
  whenProcessShouldEnd(process, (reason) => {
    cluster.stop();
    data.remove();
    if (process.connected) process.disconnect();
    log.info({ reason }, "the reference cluster has stopped");
  });
}

function readToken(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new Error(`--exporter-token-file: cannot read "${path}"; give a file that this user may read`, {
      cause,
    });
  }
}
