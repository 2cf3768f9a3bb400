import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunningProgram } from "./running-program";

const PROGRAM = join(__dirname, "..", "..", "..", "dist", "main.js");
const START_DEADLINE_MS = 20_000;

/** The compiled exporter with a folder of files of its own: `exporter.yml`, `web.yml` and what those name. */
export class ExporterProcess {
  readonly #program: RunningProgram;
  readonly folder: string;
  /** HOST:PORT. */
  readonly address: string;

  private constructor(program: RunningProgram, folder: string, address: string) {
    this.#program = program;
    this.folder = folder;
    this.address = address;
  }

  /** Starts it on a free port and waits until it listens. `npm run test:e2e` compiles it before the tests. */
  static async start(files: Readonly<Record<string, string>>): Promise<ExporterProcess> {
    const folder = await mkdtemp(join(tmpdir(), "exporter-process-"));
    await writeAll(folder, files);
    const program = new RunningProgram(process.execPath, [
      PROGRAM,
      "serve",
      `--config.file=${join(folder, "exporter.yml")}`,
      `--web.config.file=${join(folder, "web.yml")}`,
      "--web.listen-address=127.0.0.1:0",
      "--log.format=json",
    ]);
    try {
      const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
      const { address } = JSON.parse(line) as { address: string };
      return new ExporterProcess(program, folder, address);
    } catch (error) {
      await program.stop();
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** How often it has logged a message. */
  timesLogged(message: string): number {
    return this.#program.lines.filter((line) => line.includes(`"msg":"${message}`)).length;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Writes files one after the other, as an installer would that knows of nothing better. */
  write(files: Readonly<Record<string, string>>): Promise<void> {
    return writeAll(this.folder, files);
  }

  /** Replaces a file of a client's in one step: nobody ever reads half of it. */
  async replace(name: string, text: string): Promise<void> {
    await writeFile(this.file(`${name}.new`), text);
    await rename(this.file(`${name}.new`), this.file(name));
  }

  /** Tells it to read its configuration again. */
  hangUp(): void {
    this.#program.signal("SIGHUP");
  }

  async stop(): Promise<void> {
    await this.#program.stop();
    await rm(this.folder, { recursive: true });
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
