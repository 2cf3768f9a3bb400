import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Hardness, HardRun, Outcome } from "../hard-run";

/** What an outcome belongs to: one of other code or of another hardness says nothing about this one. */
interface Kept {
  readonly revision: string;
  readonly hardness: Hardness;
  readonly outcome: Outcome;
}

/** Outcomes in a folder, a file for each run, so that a set that was interrupted goes on with the runs that are missing. */
export class KeptOutcomes {
  readonly #folder: string;
  readonly #revision: string;
  readonly #hardness: Hardness;

  /** @param revision - the commit of the code that runs. */
  constructor(folder: string, revision: string, hardness: Hardness) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#revision = revision;
    this.#hardness = hardness;
  }

  /** The outcome of a run with this code and hardness; undefined when there is none. */
  of(run: HardRun): Outcome | undefined {
    const { revision, hardness, outcome } = this.#read(run) ?? {};
    const isOurs = revision === this.#revision && JSON.stringify(hardness) === JSON.stringify(this.#hardness);
    return isOurs ? outcome : undefined;
  }

  keep(run: HardRun, outcome: Outcome): void {
    const kept: Kept = { revision: this.#revision, hardness: this.#hardness, outcome };
    writeFileSync(this.#fileOf(run), JSON.stringify(kept, undefined, 2));
  }

  #read(run: HardRun): Kept | undefined {
    try {
      return JSON.parse(readFileSync(this.#fileOf(run), "utf8")) as Kept;
    } catch {
      return undefined;
    }
  }

  #fileOf(run: HardRun): string {
    return join(this.#folder, `${run.name}.json`);
  }
}
