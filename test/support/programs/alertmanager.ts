import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "./eventually";
import { RunningProgram } from "./running-program";

const PROGRAM = "prometheus-alertmanager";
const START_DEADLINE_MS = 20_000;

/** An alert as Alertmanager has it. */
export interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: {
    readonly state: "unprocessed" | "active" | "suppressed";
    /** Fingerprints of the alerts that silence it. */
    readonly inhibitedBy: readonly string[];
  };
}

/** Without these, it has nobody to gossip with. */
const ALONE = ["--cluster.listen-address="];

/** A real Alertmanager on a free port, with its data in a folder of its own. */
export class Alertmanager {
  readonly #flags: readonly string[];
  #program: RunningProgram;
  readonly #folder: string;
  /** HOST:PORT, for Prometheus. */
  readonly address: string;

  private constructor(program: RunningProgram, folder: string, flags: readonly string[], address: string) {
    this.#program = program;
    this.#folder = folder;
    this.#flags = flags;
    this.address = address;
  }

  /** The second number of its version, of which the first is 0. */
  static minorVersion(): number {
    // Older ones say it on the other stream.
    const said = execFileSync("sh", ["-c", `${PROGRAM} --version 2>&1`], { encoding: "utf8" });
    const [, minor] = /version 0\.(\d+)\./.exec(said) ?? [];
    if (minor === undefined) throw new Error(`no version in: ${said}`);
    return Number(minor);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param configFor - makes the configuration, spelled as in alertmanager.yml, for a folder that holds the secrets.
   * @param secrets - their files' contents by name.
   * @param flags - how it gossips; alone unless given.
   * @throws Error with its log when it does not start.
   */
  static async start(
    configFor: (secretsFolder: string) => object,
    secrets: Readonly<Record<string, string>>,
    flags: readonly string[] = ALONE,
  ): Promise<Alertmanager> {
    const folder = await mkdtemp(join(tmpdir(), "alertmanager-test-"));
    const secretsFolder = join(folder, "secrets");
    await mkdir(secretsFolder);
    for (const [name, content] of Object.entries(secrets)) {
      await writeFile(join(secretsFolder, name), content);
    }
    await writeFile(configPath(folder), JSON.stringify(configFor(secretsFolder)));
    const program = run(folder, flags, "127.0.0.1:0");
    try {
      const [, address = ""] = await program.line(/Listening on.* address=(\S+)/, START_DEADLINE_MS);
      const alertmanager = new Alertmanager(program, folder, flags, address);
      await alertmanager.#ready();
      return alertmanager;
    } catch (error) {
      await program.stop().catch(() => undefined); // It may never have started; the error says so already.
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** Ends it as a crash does. What it wrote stays. */
  async crash(): Promise<void> {
    await this.#program.stop("SIGKILL");
  }

  /** Starts it again where it was, with what it had written. */
  async revive(): Promise<void> {
    this.#program = run(this.#folder, this.#flags, this.address);
    await this.#ready();
  }

  /** What it logged as a warning or an error, such as a notification that it could not send. */
  get complaints(): readonly string[] {
    return this.#program.lines.filter((line) => /\blevel=(warn|error)\b/i.test(line));
  }

  /** The alerts that it holds as firing, those that are silenced included. */
  async alerts(): Promise<readonly HeldAlert[]> {
    const response = await fetch(`http://${this.address}/api/v2/alerts`);
    return (await response.json()) as readonly HeldAlert[];
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    await this.#program.stop();
    await rm(this.#folder, { recursive: true });
  }

  async #ready(): Promise<void> {
    await eventually("Alertmanager is ready", START_DEADLINE_MS, async () => {
      const { ok } = await fetch(`http://${this.address}/-/ready`);
      return ok ? true : undefined;
    });
  }
}

function run(folder: string, flags: readonly string[], address: string): RunningProgram {
  return new RunningProgram(PROGRAM, [
    `--config.file=${configPath(folder)}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    ...flags,
  ]);
}

function configPath(folder: string): string {
  return join(folder, "alertmanager.yml");
}
