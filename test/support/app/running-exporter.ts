import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exporter } from "../../../src/app/exporter";
import { createLogger } from "../../../src/app/logging/logger";
import { startExporter } from "../../../src/app/start-exporter";
import { wallNs } from "../programs/wall-ns";

/** An exporter on a free port of this machine, with a configuration file in a folder of its own. */
export class RunningExporter {
  readonly #folder: string;
  readonly #log: string[];
  #webConfigPath: string | undefined;
  #exporter: Exporter | undefined;

  private constructor(folder: string, log: string[]) {
    this.#folder = folder;
    this.#log = log;
  }

  /**
   * @param config - the YAML text; `FOLDER` in it stands for the exporter's folder.
   * @param webConfig - the text of the web configuration; without it there is none.
   */
  static async start(config: string, webConfig?: string): Promise<RunningExporter> {
    const folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-test-"));
    const running = new RunningExporter(folder, []);
    await running.configure(config);
    if (webConfig !== undefined) await running.configureWeb(webConfig);
    await running.restart();
    return running;
  }

  /** Writes another configuration; it holds from the next reload or restart on. */
  async configure(config: string): Promise<void> {
    await writeFile(this.configPath, config.replaceAll("FOLDER", this.#folder));
  }

  /** Writes another web configuration; a restart begins to use one, and from then on it is watched. */
  async configureWeb(webConfig: string): Promise<void> {
    this.#webConfigPath = join(this.#folder, "web.yml");
    await writeFile(this.#webConfigPath, webConfig);
  }

  /** Writes a file that a configuration refers to into the exporter's folder. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.#folder, name), text);
  }

  /** Makes a folder in the exporter's folder. */
  async makeFolder(name: string): Promise<void> {
    await mkdir(join(this.#folder, name));
  }

  /** Stops the exporter if it runs; {@link restart} starts it again. */
  async stop(): Promise<void> {
    await this.#exporter?.stop();
    this.#exporter = undefined;
  }

  /** Stops the exporter if it runs, and starts it again with the same files. */
  async restart(): Promise<void> {
    await this.#exporter?.stop();
    this.#exporter = await startExporter({
      configPath: this.configPath,
      webConfigPath: this.#webConfigPath,
      listenAddresses: ["127.0.0.1:0"],
      logger: createLogger("debug", "json", { write: (line) => this.#log.push(line) }),
      env: {},
      buildInfo: { version: "1.2.3", revision: "abc", nodeVersion: "v20.0.0" },
    });
    if (!this.#exporter) throw new Error(`the exporter did not start: ${this.#log.join("")}`);
  }

  get configPath(): string {
    return join(this.#folder, "tidaldb-exporter.yml");
  }

  /** Every message logged so far. */
  get messages(): readonly string[] {
    return this.#log.map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  get url(): string {
    const [address] = this.#exporter?.addresses ?? [];
    return `http://127.0.0.1:${String(address?.port)}`;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, init);
  }

  async text(path: string): Promise<string> {
    return (await this.request(path)).text();
  }

  /** The lines of the metrics that begin with `prefix`. */
  async metrics(prefix: string): Promise<readonly string[]> {
    return (await this.text("/metrics")).split("\n").filter((line) => line.startsWith(prefix));
  }

  /** Sends one heartbeat, stamped with the time it is now, or `agoMs` before. */
  heartbeat(fields: Readonly<Record<string, unknown>>, agoMs = 0): Promise<Response> {
    const complete = {
      shard_id: 0,
      region_id: 0,
      entity_count: 10,
      signal_throughput_eps: 1.5,
      replication_lag: {},
      disk_bytes: 1,
      ...fields,
    };
    return this.request("/api/v1/heartbeats", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(complete).replace(/}$/, `,"last_heartbeat_ns":${wallNs(agoMs)}}`),
    });
  }

  /** Stops the exporter and removes its folder. */
  async remove(): Promise<void> {
    await this.#exporter?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
