import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

import { ask } from "../clients/ask";

const PROGRAM = join(__dirname, "..", "..", "..", "dist", "main.js");
const START_DEADLINE_MS = 30_000;
const LOOK_INTERVAL_MS = 50;

/** The compiled exporter with its log wherever a run wants it, so that nobody here need read it. */
export class LoggingExporter {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(port: number, configPath: string, log: number | "pipe") {
    this.port = port;
    this.#child = spawn(
      process.execPath,
      [
        PROGRAM,
        "serve",
        `--config.file=${configPath}`,
        `--web.listen-address=127.0.0.1:${port}`,
        "--log.level=debug",
      ],
      { stdio: ["ignore", "ignore", log] },
    );
  }

  /**
   * Starts it and waits until it says over HTTP that it is ready.
   *
   * @param log - a descriptor for its log, or "pipe" for one that {@link log} reads.
   */
  static async start(configPath: string, log: number | "pipe"): Promise<LoggingExporter> {
    const exporter = new LoggingExporter(await freePort(), configPath, log);
    const deadlineMs = performance.now() + START_DEADLINE_MS;
    while (!(await exporter.#isReady())) {
      if (exporter.hasEnded || performance.now() > deadlineMs) {
        await exporter.stop("SIGKILL");
        throw new Error("the exporter was not ready in time");
      }
      await delay(LOOK_INTERVAL_MS);
    }
    return exporter;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The reading end of its log. */
  get log(): Readable {
    if (!this.#child.stderr) throw new Error("invariant broken: the log of this exporter is no pipe");
    return this.#child.stderr;
  }

  /** Physical memory now, in bytes. */
  rssBytes(): number {
    const status = readFileSync(`/proc/${String(this.#child.pid)}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  }

  /** Returns its exit code, or the signal that killed it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
    if (!this.hasEnded) {
      this.#child.kill(signal);
      await once(this.#child, "exit");
    }
    return this.#child.exitCode ?? this.#child.signalCode ?? "";
  }

  async #isReady(): Promise<boolean> {
    const answer = await ask({ port: this.port, path: "/-/ready" }).catch(() => undefined);
    return answer?.status === 200;
  }
}

/** Nobody can read out of a full log which port the system chose. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
