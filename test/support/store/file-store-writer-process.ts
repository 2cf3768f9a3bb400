import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { resolve } from "node:path";
import type { Readable, Writable } from "node:stream";

const NODE_MODULES = resolve(__dirname, "../../../node_modules");

/** A writer in a process of its own; see file-store-writer.ts for what it takes and answers. */
export class WriterProcess {
  /** Everything it said so far, line by line. */
  readonly lines: string[] = [];
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ended: Promise<void>;
  readonly #listeners = new Set<() => void>();
  #rest = "";
  #over = false;

  /** @param fileSizeBlocks - the largest file that the process may write, in blocks of 512 bytes or more (`ulimit -f`). */
  constructor(program: string, statePath: string, fileSizeBlocks?: number) {
    const node = [process.execPath, program, statePath];
    const limited = ["sh", "-c", 'ulimit -f "$1"; shift; exec "$@"', "sh", String(fileSizeBlocks), ...node];
    const [command = "", ...args] = fileSizeBlocks === undefined ? node : limited;
    this.#child = spawn(command, args, {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_PATH: NODE_MODULES },
    });
    this.#child.stdin.on("error", () => undefined); // A killed child reads no more; what it said before is what counts.
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#take(text);
    });
    this.#ended = new Promise((ended) => {
      this.#child.once("close", () => {
        this.#over = true;
        this.#notify();
        ended();
      });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("the writer did not start");
    return this.#child.pid;
  }

  tell(command: string): void {
    this.#child.stdin.write(`${command}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Kills it the hard way and resolves when it is gone and everything that it said has been read. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.#ended;
  }

  /** The first line that is, or starts with, one of these words. Rejects when the writer ends without one. */
  async said(...words: readonly string[]): Promise<string> {
    for (;;) {
      const line = this.lines.find((each) => words.some((word) => `${each} `.startsWith(`${word} `)));
      if (line !== undefined) return line;
      if (this.#over)
        throw new Error(`the writer ended without saying ${words.join(" or ")}: ${this.lines.join("; ")}`);
      await new Promise<void>((heard) => this.#listeners.add(heard));
    }
  }

  /** The number in the last line that starts with this word. */
  last(word: string): number | undefined {
    const line = this.lines.findLast((each) => each.startsWith(`${word} `));
    return line === undefined ? undefined : Number(line.slice(word.length));
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    this.lines.push(...lines);
    this.#notify();
  }

  #notify(): void {
    for (const heard of this.#listeners) heard();
    this.#listeners.clear();
  }
}
