import type { Figure, Measurements } from "./figure";

/** What a row measures, and how often. */
export interface RunOptions {
  /** The folder of the compiled exporter. */
  readonly exporterFolder: string;
  /** Times that each cheap measurement is repeated; a row may repeat a slow baseline less often. */
  readonly repetitions: number;
  /** False when two builds are compared with each other and not with anybody else. */
  readonly withBaselines: boolean;
}

/** One row of the table of targets: measures its series, and says what is to be read off them. */
export interface Row {
  /** As it is asked for on the command line; the name of its file. */
  readonly name: string;
  readonly title: string;
  /** How it is measured, in a few sentences, for whoever reads the results. */
  readonly method: string;
  /** Where a figure misses its target: what limits it, what was tried. Empty while there is nothing to say. */
  readonly note: string;
  readonly figures: readonly Figure[];
  readonly measure: (options: RunOptions) => Promise<Measurements>;
}
