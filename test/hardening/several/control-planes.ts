import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ExporterProgram } from "../program/exporter-program";

/** How their log says that a region has another state, and what it says when one is heard for the first time. */
const TRANSITION = /^region (.*) went from (\w+) to (\w+)$/;
const INCIDENT = "incident began";

/** Several exporters on one bucket, each with a folder that outlives it: any of them is killed and started again. */
export class ControlPlanes {
  readonly #folder: string;
  readonly #config: object;
  readonly #programs: (ExporterProgram | undefined)[];
  readonly #transitions: string[] = [];
  readonly #incidents: string[] = [];

  private constructor(folder: string, config: object, count: number) {
    this.#folder = folder;
    this.#config = config;
    this.#programs = Array.from({ length: count }, () => undefined);
  }

  /** One after the other: whoever comes first makes the bucket. */
  static async start(config: object, count: number): Promise<ControlPlanes> {
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    const planes = new ControlPlanes(folder, config, count);
    try {
      for (let index = 0; index < count; index += 1) {
        await mkdir(planes.#folderOf(index));
        await planes.revive(index);
      }
      return planes;
    } catch (error) {
      await planes.stop();
      throw error;
    }
  }

  /** Ports of those that run. */
  get ports(): readonly number[] {
    return this.#programs.flatMap((program) => (program === undefined ? [] : [program.port]));
  }

  /** Regions that changed their state at any of them, but for those that were heard for the first time since a start. */
  get transitions(): readonly string[] {
    return this.#transitions;
  }

  /** Incidents that any of them has found. */
  get incidents(): readonly string[] {
    return this.#incidents;
  }

  /** From now on transitions and incidents count. */
  forget(): void {
    this.#transitions.length = 0;
    this.#incidents.length = 0;
  }

  async kill(index: number): Promise<void> {
    const program = this.#programs[index];
    this.#programs[index] = undefined;
    await program?.stop("SIGKILL");
  }

  /** Starts it on what it left, and waits until it is ready. */
  async revive(index: number): Promise<void> {
    this.#programs[index] = await ExporterProgram.start({
      folder: this.#folderOf(index),
      config: this.#config,
      onMessage: (message) => {
        this.#note(index, message);
      },
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#programs.map((_, index) => this.kill(index)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #folderOf(index: number): string {
    return join(this.#folder, String(index));
  }

  #note(index: number, message: string): void {
    const [, , from, to] = TRANSITION.exec(message) ?? [];
    const isFirstHeard = from === "Unknown" && to === "Healthy";
    if (from !== undefined && !isFirstHeard) this.#transitions.push(`${index}: ${message}`);
    if (message.startsWith(INCIDENT)) this.#incidents.push(`${index}: ${message}`);
  }
}
