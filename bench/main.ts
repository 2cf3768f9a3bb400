/**
 * `npm run bench`: every row, written to bench/results.md.
 * `npm run bench -- ROW...`: only those, printed and not written. `--repetitions N` changes how often,
 * `--exporter FOLDER` measures another compiled exporter.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

import { describeMachine } from "./measuring/machine";
import { printReport, printRow, printTally, resultOf } from "./measuring/report";
import type { RowResult } from "./measuring/report";
import type { Row, RunOptions } from "./measuring/row";
import { SampleCollector } from "./measuring/sample-collector";
import { PROJECT_FOLDER } from "./project-folder";
import { ROWS, rowsNamed } from "./rows";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      repetitions: { type: "string", default: "5" },
      exporter: { type: "string", default: join(PROJECT_FOLDER, "dist") },
    },
  });
  const rows = positionals.length > 0 ? rowsNamed(positionals) : ROWS;
  const machine = describeMachine(PROJECT_FOLDER);
  for (const fact of machine) console.log(fact);
  const results: RowResult[] = [];
  for (const row of rows) {
    const result = await measureRow(row, {
      exporterFolder: resolve(values.exporter),
      repetitions: Number(values.repetitions),
      withBaselines: true,
    });
    results.push(result);
    console.log(`\n${printRow(result)}`);
  }
  console.log(printTally(results));
  if (positionals.length === 0) {
    writeFileSync(join(PROJECT_FOLDER, "bench", "results.md"), printReport(machine, results));
  }
}

/** One row that fails leaves the others standing: its figures say what happened, and the program ends with 1. */
async function measureRow(row: Row, options: RunOptions): Promise<RowResult> {
  const startedMs = performance.now();
  const secondsSoFar = (): number => (performance.now() - startedMs) / 1000;
  try {
    return resultOf(row, await row.measure(options), secondsSoFar());
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    const failed = new SampleCollector();
    const reason = `the row failed: ${error instanceof Error ? error.message : String(error)}`;
    for (const { series } of row.figures) failed.skip(series, reason.split("\n", 1)[0] ?? "");
    return resultOf(row, failed.measurements, secondsSoFar());
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
