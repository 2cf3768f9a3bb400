import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(__dirname, "..", "..", "..");
const PROGRAM = join(ROOT, "dist", "main.js");
const MEMORY_PROBE = join(__dirname, "memory-probe.cjs");
const START_DEADLINE_MS = 30_000;
/** The last lines are kept for a failure's message; a flood would fill the memory of the run with all of them. */
const KEPT_LINES = 50;

/** What an exporter holds on to. */
export interface Holdings {
  /** JavaScript heap and buffers after a full collection. */
  readonly retainedBytes: number;
  /** Physical memory, garbage collected, but not necessarily given back by the allocator. */
  readonly rssBytes: number;
  /** Open file descriptors: sockets, files, and what Node needs itself. */
  readonly descriptors: number;
}

/** How an exporter ended. */
export interface ExporterEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How to start an exporter. */
export interface ExporterStart {
  /** The configuration, spelled as in the YAML file; `FOLDER` in a string stands for the exporter's own folder. */
  readonly config?: object;
  /** The web configuration, spelled likewise; without it, there is none. */
  readonly webConfig?: object;
  /** A folder of the caller's, kept at the end; without it, one of its own. */
  readonly folder?: string;
  /** The most file descriptors that it may have; without it, as many as we may. */
  readonly descriptors?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Is told each message of its log. */
  readonly onMessage?: (message: string) => void;
}

/** The compiled exporter in a process of its own on a free port, as an operator runs it. */
export class ExporterProgram {
  readonly folder: string;
  readonly #ownsFolder: boolean;
  readonly #child: ChildProcess;
  readonly #lastLines: string[] = [];
  readonly #ended: Promise<ExporterEnd>;
  readonly #ready: Promise<void>;
  #end: ExporterEnd | undefined;
  #port = 0;

  private constructor(folder: string, start: ExporterStart) {
    this.folder = folder;
    this.#ownsFolder = start.folder === undefined;
    this.#child = spawnExporter(folder, start);
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("exit", (code, signal) => {
        this.#end = { code, signal };
        resolve(this.#end);
      });
    });
    this.#ready = new Promise((resolve) => {
      if (!this.#child.stderr) throw new Error("invariant broken: the exporter has no standard error");
      createInterface(this.#child.stderr).on("line", (line) => {
        const message = this.#take(line);
        if (message !== undefined) start.onMessage?.(message);
        if (message === "ready") resolve();
      });
    });
  }

  /** Starts it and waits until it is ready. @throws Error with its last lines when it is not ready in time. */
  static async start(start: ExporterStart = {}): Promise<ExporterProgram> {
    const folder = start.folder ?? (await mkdtemp(join(tmpdir(), "hardening-")));
    const config = JSON.stringify(start.config ?? {}).replaceAll("FOLDER", folder);
    await writeFile(join(folder, "tidaldb-exporter.yml"), config);
    if (start.webConfig) await writeFile(join(folder, "web.yml"), JSON.stringify(start.webConfig));
    const exporter = new ExporterProgram(folder, start);
    try {
      await exporter.#untilReady();
      return exporter;
    } catch (error) {
      await exporter.remove();
      throw error;
    }
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("invariant broken: the exporter has no process");
    return this.#child.pid;
  }

  /** How it ended, undefined while it runs. */
  get end(): ExporterEnd | undefined {
    return this.#end;
  }

  /** The last lines of its log. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  /** Has it collect its garbage, and asks what is left. */
  async holdings(): Promise<Holdings> {
    const descriptors = this.descriptors();
    this.#child.send("measure");
    const [memory] = (await Promise.race([
      once(this.#child, "message"),
      this.#ended.then(() => {
        throw new Error(`the exporter ended: ${this.#lastLines.join("\n")}`);
      }),
    ])) as [Pick<Holdings, "retainedBytes" | "rssBytes">];
    return { ...memory, descriptors };
  }

  /** Open file descriptors now. */
  descriptors(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  /** Physical memory now, in bytes. */
  rssBytes(): number {
    const [, kib = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, "utf8")) ?? [];
    return Number(kib) * 1024;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Settles when it is gone. */
  get ended(): Promise<ExporterEnd> {
    return this.#ended;
  }

  /** Sends the signal and waits for the end. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<ExporterEnd> {
    this.signal(signal);
    return this.#ended;
  }

  /** Makes sure that it is gone, and removes its folder if it is its own. */
  async remove(): Promise<void> {
    if (!this.#end && this.#child.pid !== undefined) await this.stop("SIGKILL");
    if (this.#ownsFolder) await rm(this.folder, { recursive: true, force: true });
  }

  /** Keeps a line of the log. Returns its message. */
  #take(line: string): string | undefined {
    this.#lastLines.push(line);
    if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
    if (!line.startsWith("{")) return undefined; // What Node itself says, a warning for one.
    const { msg, address } = JSON.parse(line) as { msg: string; address?: string };
    if (msg === "listening" && address) this.#port = Number(address.slice(address.lastIndexOf(":") + 1));
    return msg;
  }

  async #untilReady(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, START_DEADLINE_MS, `was not ready within ${START_DEADLINE_MS / 1000} s`);
    });
    const trouble = await Promise.race([
      this.#ready,
      late,
      this.#ended.then(() => "ended before it was ready"),
    ]);
    clearTimeout(timer);
    if (trouble !== undefined) throw new Error(`the exporter ${trouble}:\n${this.#lastLines.join("\n")}`);
  }
}

/** Whether `npm run build` has been here. */
export function isCompiled(): boolean {
  return existsSync(PROGRAM);
}

function spawnExporter(
  folder: string,
  { descriptors, environment = {}, webConfig }: ExporterStart,
): ChildProcess {
  const node = [
    process.execPath,
    "--expose-gc",
    `--require=${MEMORY_PROBE}`,
    PROGRAM,
    "serve",
    `--config.file=${join(folder, "tidaldb-exporter.yml")}`,
    "--web.listen-address=127.0.0.1:0",
    "--log.format=json",
    ...(webConfig ? [`--web.config.file=${join(folder, "web.yml")}`] : []),
  ];
  const limited = ["sh", "-c", 'ulimit -n "$1"; shift; exec "$@"', "sh", String(descriptors), ...node];
  const [command = "", ...args] = descriptors === undefined ? node : limited;
  return spawn(command, args, {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, ...environment },
  });
}
