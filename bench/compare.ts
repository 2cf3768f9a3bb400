/**
 * `npm run bench:compare -- REF [ROW...]`: measures this checkout beside another commit, by turns, and prints the
 * difference. Without rows: those that need no program beside npm and little time. `--rounds N`, default 5.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { printDifferences } from "./measuring/differences";
import { describeMachine } from "./measuring/machine";
import type { Row } from "./measuring/row";
import { SampleCollector } from "./measuring/sample-collector";
import { PROJECT_FOLDER } from "./project-folder";
import { rowsNamed } from "./rows";

const DEFAULT_ROWS = [
  "full-scrape",
  "heartbeats-and-scrape",
  "heartbeats-over-http",
  "region-state",
  "route",
  "start-to-ready",
];

/** Each turn throws its own first repetition away. */
const REPETITIONS_PER_TURN = 1;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "5" } },
  });
  const [ref, ...names] = positionals;
  if (ref === undefined)
    throw new Error("expected a commit, a branch or a tag: npm run bench:compare -- REF [ROW...]");
  const rows = rowsNamed(names.length > 0 ? names : DEFAULT_ROWS);
  for (const fact of describeMachine(PROJECT_FOLDER)) console.log(fact);
  const scratch = mkdtempSync(join(tmpdir(), "tidaldb-exporter-compare-"));
  const checkout = join(scratch, "checkout");
  try {
    build(ref, checkout);
    for (const row of rows) await compareRow(row, join(checkout, "dist"), ref, Number(values.rounds));
  } finally {
    spawnSync("git", ["worktree", "remove", "--force", checkout], { cwd: PROJECT_FOLDER });
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Measures both by turns, and who goes first by turns too: whoever does may find a warmer or a cooler machine. */
async function compareRow(row: Row, otherFolder: string, ref: string, rounds: number): Promise<void> {
  const ours = new SampleCollector();
  const theirs = new SampleCollector();
  const sides = [
    [join(PROJECT_FOLDER, "dist"), ours],
    [otherFolder, theirs],
  ] as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const [exporterFolder, collector] of round % 2 === 0 ? sides : sides.toReversed()) {
      const { samples } = await row.measure({
        exporterFolder,
        repetitions: REPETITIONS_PER_TURN,
        withBaselines: false,
      });
      for (const [series, values] of Object.entries(samples)) collector.add(series, ...values);
    }
  }
  console.log(`\n${printDifferences(row, ref, ours.measurements, theirs.measurements)}`);
}

/** @throws Error when git does not know the commit, or it does not compile. */
function build(ref: string, checkout: string): void {
  console.log(`building ${ref} ...`);
  run("git", ["worktree", "add", "--detach", checkout, ref], PROJECT_FOLDER);
  const isSame = readFileSync(join(PROJECT_FOLDER, "package-lock.json")).equals(
    readFileSync(join(checkout, "package-lock.json")),
  );
  // Most commits need the packages that are here already.
  if (isSame) symlinkSync(join(PROJECT_FOLDER, "node_modules"), join(checkout, "node_modules"));
  else run("npm", ["ci", "--no-audit", "--no-fund"], checkout);
  const compiler = join(checkout, "node_modules", "typescript", "bin", "tsc");
  run(process.execPath, [compiler, "--project", "tsconfig.build.json"], checkout);
  if (!existsSync(join(checkout, "dist", "domain", "columns", "heartbeat-draft.js"))) {
    throw new Error(`${ref} is older than heartbeats as drafts, through which the rows feed an exporter`);
  }
}

function run(file: string, args: readonly string[], cwd: string): void {
  const { status, stderr, stdout, error } = spawnSync(file, args, { cwd, encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`${file} ${args.join(" ")} failed: ${error?.message ?? stderr + stdout}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
