import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FileStore } from "../../../src/store/file/file-store";
import { HeartbeatRelay } from "./heartbeat-relay";
import { RunningProgram } from "./running-program";

const DIST = join(__dirname, "..", "..", "..", "dist");
const START_DEADLINE_MS = 60_000;

/** How fast a cluster is found Offline or Degraded, and how large it is. */
export interface WatchSettings {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
  readonly heartbeatIntervalMs: number;
  /** 1 if not given. */
  readonly shardsPerRegion?: number;
  /** Topology and planned work are in a state file, so that they change while it runs; for one exporter. Otherwise they are in the configuration. */
  readonly changeable?: boolean;
}

/** An exporter as a program, where it listens, which is the same after a restart, and what its heartbeats come by. */
interface WatchingExporter {
  readonly address: string;
  readonly relay: HeartbeatRelay;
  program: RunningProgram;
}

/**
 * One exporter or two, and a reference cluster of three regions that posts to both, as programs that a test can break one by one. With one
 * shard a region, shard 0 is at home in us-east, 1 in eu-west, 2 in ap-south.
 */
export class WatchedCluster {
  readonly #folder: string;
  readonly #exporters: readonly WatchingExporter[];
  readonly #cluster: RunningProgram;
  readonly #controlUrl: string;

  private constructor(
    folder: string,
    exporters: readonly WatchingExporter[],
    cluster: RunningProgram,
    controlUrl: string,
  ) {
    this.#folder = folder;
    this.#exporters = exporters;
    this.#cluster = cluster;
    this.#controlUrl = controlUrl;
  }

  /**
   * Starts all programs on free ports; `npm run test:e2e` has compiled them.
   *
   * @param exporterCount - how many exporters hear the cluster, each of them all of it.
   */
  static async start(settings: WatchSettings, exporterCount = 1): Promise<WatchedCluster> {
    const folder = await mkdtemp(join(tmpdir(), "watched-cluster-test-"));
    await writeFile(configPath(folder), JSON.stringify(await exporterConfig(folder, settings)));
    const programs = Array.from({ length: exporterCount }, () => startExporter(folder, "127.0.0.1:0"));
    const relays: HeartbeatRelay[] = [];
    let cluster: RunningProgram | undefined;
    try {
      const exporters: WatchingExporter[] = [];
      for (const program of programs) {
        const address = await listening(program);
        const relay = await HeartbeatRelay.start(address);
        relays.push(relay);
        exporters.push({ program, address, relay });
      }
      cluster = startCluster(
        relays.map(({ address }) => address),
        settings,
      );
      const [line] = await cluster.line(/^\{.*"controlUrl".*\}$/, START_DEADLINE_MS);
      const { controlUrl } = JSON.parse(line) as { controlUrl: string };
      return new WatchedCluster(folder, exporters, cluster, controlUrl);
    } catch (error) {
      await cluster?.stop();
      await Promise.all(programs.map((program) => program.stop()));
      await Promise.all(relays.map((relay) => relay.stop()));
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** HOST:PORT of the exporter, or of the first one. */
  get address(): string {
    return this.addresses[0] ?? "";
  }

  /** HOST:PORT of every exporter. */
  get addresses(): readonly string[] {
    return this.#exporters.map(({ address }) => address);
  }

  /** Cuts the way from a region to one exporter, and to no other, until {@link repair}. */
  cutOff(exporterAddress: string, regionId: number): void {
    this.#at(exporterAddress).relay.cut(regionId);
  }

  /** Puts a fault on the cluster. @returns its id. */
  async fault(name: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return (await this.#begin(`faults/${name}`, parameters)).id;
  }

  /** Takes every fault off the cluster. */
  async repair(): Promise<void> {
    for (const { relay } of this.#exporters) relay.restore();
    await this.#control("DELETE", "faults");
  }

  /** Begins a planned operation. @returns its id. */
  async operation(name: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return (await this.#begin(`operations/${name}`, parameters)).id;
  }

  /** Gives up a planned operation. */
  async cancel(operationId: string): Promise<void> {
    await this.#control("DELETE", `operations/${operationId}`);
  }

  /** All that the cluster says of itself, as of one moment. */
  async status(): Promise<unknown> {
    return this.#control("GET", "status");
  }

  /** Ends every exporter with a signal: SIGKILL as a crash does, SIGTERM as a deployment. */
  async stopExporter(signal: NodeJS.Signals): Promise<void> {
    await Promise.all(this.#exporters.map(({ program }) => program.stop(signal)));
  }

  /** Starts every exporter again where it was, knowing nothing but its configuration. */
  async startExporter(): Promise<void> {
    for (const { address } of this.#exporters) await this.revive(address);
  }

  /** Ends one exporter as a crash does. */
  async crash(exporterAddress: string): Promise<void> {
    await this.#at(exporterAddress).program.stop("SIGKILL");
  }

  /** Starts one exporter again where it was, knowing nothing but its configuration. */
  async revive(exporterAddress: string): Promise<void> {
    const exporter = this.#at(exporterAddress);
    exporter.program = startExporter(this.#folder, exporter.address);
    await listening(exporter.program);
  }

  /** The state of each region by its name, as the exporter sees it now. */
  async states(): Promise<Readonly<Record<string, string>>> {
    const response = await fetch(`http://${this.address}/health`);
    return ((await response.json()) as { regions: Record<string, string> }).regions;
  }

  /** Stops all programs and removes their folder. */
  async stop(): Promise<void> {
    await this.#cluster
      .stop()
      .finally(() => Promise.all(this.#exporters.map(({ relay }) => relay.stop())))
      .finally(() => Promise.all(this.#exporters.map(({ program }) => program.stop())))
      .finally(() => rm(this.#folder, { recursive: true }));
  }

  async #begin(what: string, parameters: Readonly<Record<string, string>>): Promise<{ readonly id: string }> {
    return (await this.#control("POST", `${what}?${new URLSearchParams(parameters).toString()}`)) as {
      id: string;
    };
  }

  async #control(method: string, path: string): Promise<unknown> {
    const response = await fetch(`${this.#controlUrl}/${path}`, { method });
    const body = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${body}`);
    return JSON.parse(body);
  }

  #at(exporterAddress: string): WatchingExporter {
    const exporter = this.#exporters.find(({ address }) => address === exporterAddress);
    if (!exporter)
      throw new Error(`no exporter at ${exporterAddress}; there are ${this.addresses.join(", ")}`);
    return exporter;
  }
}

function configPath(folder: string): string {
  return join(folder, "tidaldb-exporter.yml");
}

async function exporterConfig(
  folder: string,
  { offlineAfterMs, degradedLagMs, shardsPerRegion = 1, changeable = false }: WatchSettings,
): Promise<object> {
  const shards = Array.from({ length: 3 * shardsPerRegion }, (_, id) => ({
    shardId: id,
    regionId: Math.floor(id / shardsPerRegion),
  }));
  const config = {
    cluster: { regions: { 0: "us-east", 1: "eu-west", 2: "ap-south" } },
    health: { offline_after: `${offlineAfterMs}ms`, degraded_lag: `${degradedLagMs}ms` },
  };
  if (!changeable) {
    const declared = shards.map(({ shardId, regionId }) => ({ shard_id: shardId, region_id: regionId }));
    return { ...config, topology: { shards: declared } };
  }
  const path = join(folder, "state.json");
  const store = await FileStore.open(path);
  await store.save({ shards, tenants: [], retired: [] });
  await store.close();
  return { ...config, storage: { kind: "file", path } };
}

function startExporter(folder: string, address: string): RunningProgram {
  return new RunningProgram(process.execPath, [
    join(DIST, "main.js"),
    `--config.file=${configPath(folder)}`,
    `--web.listen-address=${address}`,
    "--log.format=json",
  ]);
}

function startCluster(
  addresses: readonly string[],
  { heartbeatIntervalMs, shardsPerRegion = 1 }: WatchSettings,
): RunningProgram {
  return new RunningProgram(process.execPath, [
    join(DIST, "reference-cluster", "main.js"),
    ...addresses.map((address) => `--exporter-url=http://${address}`),
    "--listen-address=127.0.0.1:0",
    `--shards-per-region=${shardsPerRegion}`,
    "--signals-per-second=60",
    "--entities=100",
    `--heartbeat-interval=${heartbeatIntervalMs}ms`,
  ]);
}

async function listening(exporter: RunningProgram): Promise<string> {
  const [line] = await exporter.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
  return (JSON.parse(line) as { address: string }).address;
}
