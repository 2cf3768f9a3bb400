import { readFileSync } from "node:fs";
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { ClusterSettings } from "./cluster/cluster-settings";
import { ReferenceCluster } from "./cluster/reference-cluster";
import type { CommandLine } from "./command-line";
import { parseCommandSpec } from "./commands/command-spec";
import type { CommandSpec } from "./commands/command-spec";
import type { ParameterProblem } from "./commands/command";
import { controlRoutes } from "./control/control-routes";
import { ControlServer } from "./control/control-server";
import { DataDirectory } from "./data-directory";
import { FaultBoard } from "./faults/fault-board";
import { FAULTS } from "./faults/fault-catalogue";
import type { ExporterClient } from "./heartbeats/exporter-client";
import { HttpExporterClient } from "./heartbeats/http-exporter-client";
import { SeveralExporters } from "./heartbeats/several-exporters";
import { clusterLayout } from "./layout";
import type { SignalInbox } from "#exporter/process/signal-inbox";
import { OperationBoard } from "./operations/operation-board";
import { OPERATIONS } from "./operations/operation-catalogue";
import { whenProcessShouldEnd } from "./process-end";
import { DEFAULT_SESSION_CLIENTS } from "./sessions/session-workload";
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
 * Runs a cluster until the process is told to end, and leaves nothing behind but its data, and these only where it was told a
 * directory for them.
 *
 * @param output - where its log goes.
 * @param signals - holds those that came before.
 * @throws Error when the token file cannot be read, a value does not fit or the address is taken.
 */
export async function runReferenceCluster(
  commandLine: CommandLine,
  output: DestinationStream,
  signals: Pick<SignalInbox, "release">,
): Promise<void> {
  const log = pino({ level: commandLine.logLevel, name: "reference-cluster" }, output);
  const cleanUp: (() => void)[] = [];
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
    for (const step of cleanUp.splice(0).reverse()) {
      try {
        step();
      } catch (err) {
        log.error({ err }, "something could not be taken down; the rest was");
      }
    }
    // Whoever listens for the end of the channel keeps the process alive with it.
    if (process.connected) process.disconnect();
  };
  whenProcessShouldEnd(process, (reason) => {
    end();
    log.info({ reason }, "the reference cluster has stopped");
  });
  signals.release();
  // For every other way in which the process may end, an uncaught error included.
  process.once("exit", end);
  try {
    const { control, start } = prepare(commandLine, log, cleanUp);
    const controlUrl = (await control.listen(commandLine.listenAddress)).origin;
    if (ended.signal.aborted) {
      await control.close();
      return;
    }
    cleanUp.push(() => void control.close());
    start();
    const exporterUrls = commandLine.exporterUrl.map(({ origin }) => origin);
    log.info({ controlUrl, exporterUrls }, "the reference cluster runs");
    process.send?.({ kind: "ready", controlUrl } satisfies ReferenceClusterReady);
  } catch (error) {
    end();
    throw error;
  }
}

/** Builds everything, starts nothing, and notes how to take it down again. */
function prepare(
  commandLine: CommandLine,
  log: Logger,
  cleanUp: (() => void)[],
): { readonly control: ControlServer; readonly start: () => void } {
  const exporter = exporterClient(commandLine, log);
  const faultSpecs = commandLine.fault.map(readFault);
  const operationSpecs = commandLine.operation.map(readOperation);
  // Before the directory, which remembers its first cluster's shape: one that there cannot be must not be remembered.
  const settings = clusterSettings(commandLine);
  const data = dataDirectory(commandLine);
  cleanUp.push(() => {
    data.close();
  });
  const scheduler = new SystemScheduler();
  const cluster = new ReferenceCluster(
    { ...settings, dataDirectory: data.path },
    { scheduler, exporter, log },
  );
  const faults = new FaultBoard(cluster, scheduler, log);
  const operations = new OperationBoard({ cluster, scheduler, exporter, log });
  for (const spec of faultSpecs) refuseProblems("--fault", spec, faults.check(spec.name, spec.parameters));
  for (const spec of operationSpecs)
    refuseProblems("--operation", spec, operations.check(spec.name, spec.parameters));
  cleanUp.push(
    () => {
      cluster.stop();
    },
    () => {
      faults.stop();
      operations.stop();
    },
  );
  const start = (): void => {
    cluster.start();
    operations.resume();
    for (const { name, parameters, afterMs } of faultSpecs) faults.plan(name, parameters, afterMs);
    for (const { name, parameters, afterMs } of operationSpecs) operations.plan(name, parameters, afterMs);
  };
  return { control: new ControlServer(controlRoutes(cluster, faults, operations), log), start };
}

function dataDirectory({ dataDir, regions, shardsPerRegion, routing }: CommandLine): DataDirectory {
  if (dataDir === undefined) return DataDirectory.temporary();
  try {
    return DataDirectory.kept(dataDir, { regions: [...regions], shardsPerRegion, routing });
  } catch (cause) {
    throw new Error(`--data-dir: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function refuseProblems(option: string, { name }: CommandSpec, problems: readonly ParameterProblem[]): void {
  if (problems.length === 0) return;
  throw new Error(`${option} ${name}: ${problems.map(({ message }) => message).join("; ")}`);
}

function exporterClient({ exporterUrl, exporterTokenFile }: CommandLine, log: Logger): ExporterClient {
  const bearerToken = readToken(exporterTokenFile);
  const exporters = exporterUrl.map((url) => ({
    name: url.origin,
    client: new HttpExporterClient({ url, bearerToken, timeoutMs: EXPORTER_TIMEOUT_MS }),
  }));
  const [only, ...others] = exporters;
  return only !== undefined && others.length === 0 ? only.client : new SeveralExporters(exporters, log);
}

function clusterSettings(commandLine: CommandLine): Omit<ClusterSettings, "dataDirectory"> {
  return {
    layout: clusterLayout(commandLine.regions, commandLine.shardsPerRegion),
    routing: commandLine.routing,
    workload: {
      signalsPerSecond: commandLine.signalsPerSecond,
      entityCount: commandLine.entities,
      seed: commandLine.seed,
    },
    sessionClients: DEFAULT_SESSION_CLIENTS,
    walLimits: { ...DEFAULT_WAL_LIMITS, capBytes: commandLine.walCap },
    heartbeatIntervalMs: commandLine.heartbeatInterval,
    heartbeatFormat: commandLine.heartbeatFormat,
    heartbeatContent: commandLine.heartbeatContent,
  };
}

function readFault(text: string): CommandSpec {
  const result = parseCommandSpec(text, FAULTS, "a fault such as kill-region:eu-west@60s+120s");
  if (!result.ok) throw new Error(`--fault: ${result.message}`);
  return result.value;
}

function readOperation(text: string): CommandSpec {
  const result = parseCommandSpec(text, OPERATIONS, "an operation such as rolling-upgrade:1.1.0@60s");
  if (!result.ok) throw new Error(`--operation: ${result.message}`);
  return result.value;
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
