import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";

import { eventually } from "./eventually";

/** How long a program may take to end after it was told to, before it is killed. */
const STOP_DEADLINE_MS = 15_000;

/** How a program ended: its exit code, or the signal that killed it. */
export type Ending = number | NodeJS.Signals;

/** Another program, started by a test: its lines are kept, and it does not outlive {@link stop}. */
export class RunningProgram {
  readonly #name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  readonly #ended: Promise<Ending>;
  #ending: Ending | undefined;
  #failure: Error | undefined;

  constructor(file: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#name = [file, ...args].join(" ");
    this.#child = spawn(file, args, { env: { ...process.env, ...environment } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface(stream).on("line", (line) => this.#lines.push(line));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", (error) => (this.#failure = error));
      this.#child.once("close", (code, signal) => {
        this.#ending = code ?? signal ?? 0;
        resolve(this.#ending);
      });
    });
  }

  /** Everything it printed so far, on both streams. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /**
   * The first match of `pattern` in a line that it printed or prints within the deadline.
   *
   * @throws Error with all that it printed when it ends first, cannot be started, or says nothing of the kind.
   */
  async line(pattern: RegExp, deadlineMs: number): Promise<RegExpExecArray> {
    const found = await eventually(`${this.#name} prints ${String(pattern)}`, deadlineMs, () => {
      const match = this.#lines.map((line) => pattern.exec(line)).find((each) => each !== null);
      return (
        match ??
        this.#failure ??
        (this.#ending === undefined ? undefined : new Error(`ended: ${this.#ending}`))
      );
    }).catch((error: unknown) => error as Error);
    if (!(found instanceof Error)) return found;
    throw new Error(`${this.#name}: ${found.message}; it printed:\n${this.#lines.join("\n")}`, {
      cause: found,
    });
  }

  /** Sends a signal that is not meant to end it. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends the signal, waits for the end, and kills what does not end in time. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Ending> {
    if (this.#failure) throw this.#failure;
    this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_DEADLINE_MS);
    const ending = await this.#ended;
    clearTimeout(timer);
    return ending;
  }
}
