import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { AttackCounts, AttackOptions } from "./attack";
import type { AttackName } from "./attacks";

const UNDER_WAY_DEADLINE_MS = 180_000;

/** An attack in a process of its own. */
export class AttackerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it and waits until it is at its full strength. @throws Error when it is not within three minutes. */
  static async start(name: AttackName, options: AttackOptions): Promise<AttackerProcess> {
    const child = fork(join(__dirname, "main.ts"), [name, JSON.stringify(options)], {
      execArgv: ["--require", "ts-node/register/transpile-only"],
    });
    try {
      await once(child, "message", { signal: AbortSignal.timeout(UNDER_WAY_DEADLINE_MS) });
      return new AttackerProcess(child);
    } catch (error) {
      child.kill("SIGKILL");
      throw new Error(`the attack ${name} did not get under way`, { cause: error });
    }
  }

  /** Ends it. Returns what it counted. */
  async stop(): Promise<AttackCounts> {
    const counted = once(this.#child, "message");
    const ended = once(this.#child, "exit");
    this.#child.send("stop");
    const [counts] = (await counted) as [AttackCounts];
    await ended;
    return counts;
  }
}
