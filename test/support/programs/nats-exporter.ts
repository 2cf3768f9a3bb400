import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunningProgram } from "./running-program";

const PROGRAM = join(__dirname, "..", "..", "..", "dist", "main.js");
const START_DEADLINE_MS = 20_000;

/** What an answer was. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** The compiled exporter with something in NATS, which can be killed and started again on the same folder. */
export class NatsExporter {
  readonly #folder: string;
  #program: RunningProgram;
  #address = "";

  private constructor(folder: string, program: RunningProgram) {
    this.#folder = folder;
    this.#program = program;
  }

  /** @param config - its configuration; paths are from a folder of its own. */
  static async start(config: object): Promise<NatsExporter> {
    const folder = await mkdtemp(join(tmpdir(), "nats-exporter-"));
    await writeFile(join(folder, "exporter.yml"), JSON.stringify(config));
    const exporter = new NatsExporter(folder, launch(folder));
    try {
      await exporter.#listening();
      return exporter;
    } catch (error) {
      await exporter.stop();
      throw error;
    }
  }

  get lines(): readonly string[] {
    return this.#program.lines;
  }

  /** Everything that it says about itself, by the name of the metric with its labels. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const { text } = await this.call("GET", "/metrics");
    const samples = text.split("\n").filter((line) => /^[a-z]/.test(line));
    return new Map(
      samples.map((line): [string, number] => {
        const at = line.lastIndexOf(" ");
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
    );
  }

  async call(method: string, path: string, body?: unknown): Promise<Answered> {
    const response = await fetch(`http://${this.#address}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
    return { status: response.status, text: await response.text() };
  }

  hangUp(): void {
    this.#program.signal("SIGHUP");
  }

  /** Ends it, with the signal, and starts it again. */
  async restart(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.leave(signal);
    await this.comeBack();
  }

  /** Ends it with the signal; its folder stays. */
  async leave(signal: NodeJS.Signals): Promise<void> {
    await this.#program.stop(signal);
  }

  /** Starts it again on its folder. */
  async comeBack(): Promise<void> {
    this.#program = launch(this.#folder);
    await this.#listening();
  }

  async stop(): Promise<void> {
    await this.#program.stop();
    await rm(this.#folder, { recursive: true });
  }

  async #listening(): Promise<void> {
    const [line] = await this.#program.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
    ({ address: this.#address } = JSON.parse(line) as { address: string });
  }
}

function launch(folder: string): RunningProgram {
  return new RunningProgram(process.execPath, [
    PROGRAM,
    "serve",
    `--config.file=${join(folder, "exporter.yml")}`,
    "--web.listen-address=127.0.0.1:0",
    "--log.format=json",
  ]);
}
