import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { CommandAnswer, CommandRequest, Commands } from "./command-server";

/** A process that has not ended by then is killed. */
const PATIENCE_MS = 5_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Ask<C extends Commands, K extends keyof C> = Parameters<C[K]> extends [] ? [] : Parameters<C[K]>;

/** A process of its own that is measured, or measures: what happens in it does not disturb the others. */
export class MeasuredProcess<C extends Commands> {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  /**
   * @param name - a file of this folder without its ending; it serves the commands.
   * @param nodeFlags - flags of Node for it.
   */
  constructor(name: string, nodeFlags: readonly string[] = []) {
    this.#name = name;
    this.#child = fork(join(__dirname, `${name}.js`), {
      execArgv: [...nodeFlags],
      serialization: "advanced",
    });
    this.#child.on("message", (message) => {
      this.#settle(message as CommandAnswer);
    });
    this.#child.on("error", (error) => {
      this.#failAll(error.message);
    });
    this.#child.on("exit", (code, signal) => {
      this.#failAll(`ended with ${code ?? signal ?? "nothing"}`);
    });
  }

  /** @throws Error with what the process threw, or when it ends before it answered. */
  ask<K extends keyof C & string>(command: K, ...argument: Ask<C, K>): Promise<Awaited<ReturnType<C[K]>>> {
    this.#nextId += 1;
    const request: CommandRequest = { id: this.#nextId, command, argument: argument[0] };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve: resolve as Waiting["resolve"], reject });
      this.#child.send(request);
    });
  }

  /** Highest resident memory so far in bytes, as Linux counts it (VmHWM). */
  get peakMemoryBytes(): number {
    return this.#status("VmHWM");
  }

  /** Resident memory now in bytes (VmRSS). */
  get residentBytes(): number {
    return this.#status("VmRSS");
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    // It ends by itself then, and tidies up; unless it is busy for ever.
    if (this.#child.connected) this.#child.disconnect();
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    await ended;
    clearTimeout(patience);
  }

  #status(field: string): number {
    const status = readFileSync(`/proc/${String(this.#child.pid)}/status`, "utf8");
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
    if (kilobytes === undefined) throw new Error(`${this.#name}: /proc shows no ${field}; this needs Linux`);
    return Number(kilobytes) * 1024;
  }

  #settle(answer: CommandAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new Error(`${this.#name}: ${answer.error}`));
  }

  #failAll(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`${this.#name}: ${reason}`));
    this.#waiting.clear();
  }
}
