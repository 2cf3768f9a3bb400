import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunningProgram } from "./running-program";

const DIST = join(__dirname, "..", "..", "..", "dist");
const START_DEADLINE_MS = 60_000;

/** How fast a cluster is found Offline or Degraded. */
export interface WatchSettings {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
  readonly heartbeatIntervalMs: number;
}

/**
 * An exporter and a reference cluster of three regions with one shard each, as two programs that a test can break one by
 * one. Shard 0 is at home in us-east, 1 in eu-west, 2 in ap-south.
 */
export class WatchedCluster {
  readonly #folder: string;
  readonly #cluster: RunningProgram;
  readonly #controlUrl: string;
  #exporter: RunningProgram;
  /** HOST:PORT of the exporter; the same after a restart. */
  readonly address: string;

  private constructor(
    folder: string,
    exporter: RunningProgram,
    address: string,
    cluster: RunningProgram,
    controlUrl: string,
  ) {
    this.#folder = folder;
    this.#exporter = exporter;
    this.address = address;
    this.#cluster = cluster;
    this.#controlUrl = controlUrl;
  }

  /** Starts both programs on free ports; `npm run test:e2e` has compiled them. */
  static async start(settings: WatchSettings): Promise<WatchedCluster> {
    const folder = await mkdtemp(join(tmpdir(), "watched-cluster-test-"));
    await writeFile(configPath(folder), exporterConfig(settings));
    const exporter = startExporter(folder, "127.0.0.1:0");
    try {
      const address = await listening(exporter);
      const cluster = startCluster(address, settings);
      try {
        const [line] = await cluster.line(/^\{.*"controlUrl".*\}$/, START_DEADLINE_MS);
        const { controlUrl } = JSON.parse(line) as { controlUrl: string };
        return new WatchedCluster(folder, exporter, address, cluster, controlUrl);
      } catch (error) {
        await cluster.stop();
        throw error;
      }
    } catch (error) {
      await exporter.stop();
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** Puts a fault on the cluster. @returns its id. */
  async fault(name: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const query = new URLSearchParams(parameters).toString();
    const response = await fetch(`${this.#controlUrl}/faults/${name}?${query}`, { method: "POST" });
    const body = await response.text();
    if (!response.ok) throw new Error(`fault ${name}?${query}: ${response.status} ${body}`);
    return (JSON.parse(body) as { id: string }).id;
  }

  /** Takes every fault off the cluster. */
  async repair(): Promise<void> {
    const response = await fetch(`${this.#controlUrl}/faults`, { method: "DELETE" });
    if (!response.ok) throw new Error(`faults not cleared: ${response.status} ${await response.text()}`);
  }

  /** Ends the exporter with a signal: SIGKILL as a crash does, SIGTERM as a deployment. */
  async stopExporter(signal: NodeJS.Signals): Promise<void> {
    await this.#exporter.stop(signal);
  }

  /** Starts the exporter again where it was, knowing nothing but its configuration. */
  async startExporter(): Promise<void> {
    this.#exporter = startExporter(this.#folder, this.address);
    await listening(this.#exporter);
  }

  /** The state of each region by its name, as the exporter sees it now. */
  async states(): Promise<Readonly<Record<string, string>>> {
    const response = await fetch(`http://${this.address}/health`);
    return ((await response.json()) as { regions: Record<string, string> }).regions;
  }

  /** Stops both programs and removes their folder. */
  async stop(): Promise<void> {
    await this.#cluster
      .stop()
      .finally(() => this.#exporter.stop())
      .finally(() => rm(this.#folder, { recursive: true }));
  }
}

function configPath(folder: string): string {
  return join(folder, "tidaldb-exporter.yml");
}

function exporterConfig({ offlineAfterMs, degradedLagMs }: WatchSettings): string {
  return JSON.stringify({
    cluster: { regions: { 0: "us-east", 1: "eu-west", 2: "ap-south" } },
    health: { offline_after: `${offlineAfterMs}ms`, degraded_lag: `${degradedLagMs}ms` },
    topology: { shards: [0, 1, 2].map((id) => ({ shard_id: id, region_id: id })) },
  });
}

function startExporter(folder: string, address: string): RunningProgram {
  return new RunningProgram(process.execPath, [
    join(DIST, "main.js"),
    `--config.file=${configPath(folder)}`,
    `--web.listen-address=${address}`,
    "--log.format=json",
  ]);
}

function startCluster(exporterAddress: string, { heartbeatIntervalMs }: WatchSettings): RunningProgram {
  return new RunningProgram(process.execPath, [
    join(DIST, "reference-cluster", "main.js"),
    `--exporter-url=http://${exporterAddress}`,
    "--listen-address=127.0.0.1:0",
    "--shards-per-region=1",
    "--signals-per-second=60",
    "--entities=100",
    `--heartbeat-interval=${heartbeatIntervalMs}ms`,
  ]);
}

async function listening(exporter: RunningProgram): Promise<string> {
  const [line] = await exporter.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
  return (JSON.parse(line) as { address: string }).address;
}
