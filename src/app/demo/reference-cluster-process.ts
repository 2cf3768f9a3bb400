import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Logger } from "pino";
import { joinLog } from "../logging/join-log";
import { REFERENCE_CLUSTER_PROGRAM } from "./reference-cluster-program";

/** How long the cluster may take to remove its data once it was told to stop. */
const STOP_TIMEOUT_MS = 10_000;

/**
 * What keeps the memory of a program small that makes many objects and keeps few, both in MiB: little room for young objects, and a limit
 * for old ones, below which V8 lets their number grow by a third and not by a multiple before it collects them. It never needs half of it.
 */
const SMALL_HEAP = ["--max-semi-space-size=2", "--max-old-space-size=256"];

/** The reference cluster is a program of its own: it gets a process of its own, and talks to the exporter over HTTP only. */
export class ReferenceClusterProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isTold = false;

  /** @param exporterUrl - where the cluster sends its heartbeats. */
  constructor(exporterUrl: string, extraArgs: readonly string[], logger: Logger) {
    // Detached: a Ctrl-C in the terminal is for the exporter, which then stops its cluster in order.
    this.#child = fork(REFERENCE_CLUSTER_PROGRAM, ["--exporter-url", exporterUrl, ...extraArgs], {
      detached: true,
      silent: true,
      execArgv: [...process.execArgv, ...SMALL_HEAP],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) joinLog(stream, "reference-cluster", logger);
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        const message = "the reference cluster ended, and the demo with it; check --cluster.listen-address";
        if (code !== 0 && !this.#isTold) logger.error({ code, signal }, message);
        resolve();
      });
    });
  }

  /** Settles when the process is gone, however it went. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Lets it remove its data, and makes an end of it when that takes too long. */
  async stop(): Promise<void> {
    this.#isTold = true;
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
