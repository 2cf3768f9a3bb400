/**
 * Makes the hard runs: `npm run harden` all of them, which also writes docs/hardening.md; `npm run harden NAME...` those;
 * `npm run harden -- --smoke` the quick ones, short. Ends with 1 when anything did not hold.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { format } from "prettier";

import type { Hardness, HardRun, Outcome } from "./hard-run";
import { stands, verdict } from "./hard-run";
import { HARD_RUNS } from "./hard-runs";
import { hardeningMarkdown } from "./report/hardening-markdown";
import { KeptOutcomes } from "./report/kept-outcomes";
import { hardeningText } from "./report/hardening-text";

const REPORT = join(__dirname, "..", "..", "docs", "hardening.md");

const FULL: Hardness = {
  seconds: 20,
  connections: 10_000,
  kills: 1_000,
  exporterKills: 50,
  natsKills: 100,
  shards: 65_536 - 16,
  stopSeconds: 40,
  lifeMinutes: 360,
  maxScrapeP99Ms: 100,
};

const SMOKE: Hardness = {
  seconds: 1,
  connections: 1_000,
  kills: 20,
  exporterKills: 2,
  natsKills: 1,
  shards: 2_000,
  stopSeconds: 5,
  lifeMinutes: 5,
  // Short runs on a machine that may be busy: only what is badly wrong is found.
  maxScrapeP99Ms: 1_000,
};

interface Flags extends Partial<Hardness> {
  readonly smoke?: boolean;
  readonly results?: string;
}

async function main(argv: readonly string[]): Promise<number> {
  const command = hardenCommand().parse(argv, { from: "user" });
  const { smoke = false, results, ...changed } = command.opts<Flags>();
  const hardness = { ...(smoke ? SMOKE : FULL), ...changed };
  const chosen = chooseRuns(command.args, smoke);
  const kept = results === undefined ? undefined : new KeptOutcomes(results, revision(), hardness);
  const outcomes: [HardRun, Outcome][] = [];
  for (const run of chosen) {
    const before = kept?.of(run);
    const outcome = before ?? (await make(run, hardness));
    if (!before) kept?.keep(run, outcome);
    outcomes.push([run, outcome]);
  }
  if (!smoke && command.args.length === 0) {
    const report = hardeningMarkdown(outcomes, hardness, revision());
    writeFileSync(REPORT, await format(report, { parser: "markdown" }));
  }
  const fallen = outcomes.filter(([, outcome]) => !stands(outcome)).map(([run]) => run.name);
  process.stdout.write(fallen.length > 0 ? `\nDid not stand: ${fallen.join(", ")}\n` : "\nIt stands.\n");
  return fallen.length > 0 ? 1 : 0;
}

async function make(run: HardRun, hardness: Hardness): Promise<Outcome> {
  const startedMs = performance.now();
  process.stdout.write(`\n${run.title} (${run.name})\n`);
  const outcome = await run.run(hardness, sayProgress).catch(brokenOff);
  process.stdout.write(hardeningText(outcome, (performance.now() - startedMs) / 1000));
  return outcome;
}

/** The commit of this code, shortened. */
function revision(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: __dirname, encoding: "utf8" }).trim();
}

function sayProgress(progress: string): void {
  process.stdout.write(`  ... ${progress}\n`);
}

/** A run that could not be made to its end stands for nothing; the others are made all the same. */
function brokenOff(error: unknown): Outcome {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { findings: [verdict("the run comes to its end", false, why)] };
}

function hardenCommand(): Command {
  const count = (text: string): number => {
    if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
    throw new InvalidArgumentError("Expected a number above 0.");
  };
  return new Command("harden")
    .argument("[RUN...]", `which runs; all unless given: ${HARD_RUNS.map(({ name }) => name).join(", ")}`)
    .option("--smoke", "only the quick runs, and short ones")
    .option(
      "--results <folder>",
      "keep each run's outcome there, and make no run again whose outcome of this commit is there",
    )
    .option("--seconds <n>", "how long each attack lasts", count)
    .option("--connections <n>", "idle connections", count)
    .option("--kills <n>", "writers of the state file that are killed", count)
    .option("--exporter-kills <n>", "whole exporters that are killed", count)
    .option("--nats-kills <n>", "leaders of NATS that are killed, and as many control planes", count)
    .option("--shards <n>", "shards of the large cluster", count)
    .option("--stop-seconds <n>", "how long the exporter is stopped", count)
    .option("--life-minutes <n>", "life that is compressed", count)
    .option("--max-scrape-p99-ms <n>", "what a good scraper may have to wait for", count);
}

function chooseRuns(names: readonly string[], smoke: boolean): readonly HardRun[] {
  const unknown = names.find((name) => !HARD_RUNS.some((run) => run.name === name));
  if (unknown !== undefined) throw new Error(`no such run: ${unknown}; --help lists them`);
  return HARD_RUNS.filter((run) => (names.length > 0 ? names.includes(run.name) : run.isQuick || !smoke));
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
