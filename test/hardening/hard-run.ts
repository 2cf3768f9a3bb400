/** How hard and how long the runs are. Each has a default for the full set and a smaller one for the smoke test. */
export interface Hardness {
  /** How long each attack lasts, in seconds. */
  readonly seconds: number;
  /** Connections that are opened and then left alone. */
  readonly connections: number;
  /** Writers that are killed in the middle of their work. */
  readonly kills: number;
  /** Whole exporters that are killed in the middle of their work. */
  readonly exporterKills: number;
  /** Leaders of NATS that are killed while three control planes share their state, and as many control planes. */
  readonly natsKills: number;
  /** Shards with four followers each, for scrapes that take long to read. */
  readonly shards: number;
  /** How long the exporter is stopped, in seconds. */
  readonly stopSeconds: number;
  /** Life that is compressed, in minutes. */
  readonly lifeMinutes: number;
  /** What a good scraper may wait for 99 of 100 scrapes while bad clients do their worst, in milliseconds. */
  readonly maxScrapeP99Ms: number;
}

/** One thing that was found out: a figure, or, with a verdict, something that had to hold. */
export interface Finding {
  /** What was measured, or what had to hold. */
  readonly what: string;
  /** What came of it, with its unit. */
  readonly found: string;
  /** Whether it held; undefined for a mere figure. */
  readonly holds?: boolean;
}

/** What came of a run. A run that cannot be made on this machine says why. */
export type Outcome = { readonly findings: readonly Finding[] } | { readonly skipped: string };

/** One hard run: something is thrown at the exporter, and it has to stand. */
export interface HardRun {
  /** In kebab-case, for the command line. */
  readonly name: string;
  readonly title: string;
  /** What is thrown at it, in one or two sentences. */
  readonly thrown: (hardness: Hardness) => string;
  /** Whether it is quick enough for the smoke test. */
  readonly isQuick: boolean;
  /** Ends by itself, and leaves nothing running and no files. One that takes many minutes says meanwhile how far it is. */
  readonly run: (hardness: Hardness, say: (progress: string) => void) => Promise<Outcome>;
}

/** A figure without a verdict. */
export function figure(what: string, found: string | number): Finding {
  return { what, found: String(found) };
}

/** Something that had to hold. */
export function verdict(what: string, holds: boolean, found: string | number): Finding {
  return { what, holds, found: String(found) };
}

/** Whether nothing that had to hold failed. */
export function stands(outcome: Outcome): boolean {
  return "skipped" in outcome || outcome.findings.every(({ holds }) => holds !== false);
}
