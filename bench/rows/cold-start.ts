import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { copyFreshCheckout } from "../../test/support/programs/fresh-checkout";
import { RunningProgram } from "../../test/support/programs/running-program";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { PROJECT_FOLDER } from "../project-folder";

/** Each takes most of a minute for both, and nothing of it is quick enough to vary much. */
const ROUNDS = 2;
const DEADLINE_MS = 600_000;

/** Any port that is free, for both. */
const DEMO_FLAGS = ["--web.listen-address=127.0.0.1:0", "--cluster.listen-address=127.0.0.1:0"];

export const coldStart: Row = {
  name: "cold-start",
  title: "npm start in a fresh clone",
  method:
    "From `npm start` in a copy of what git tracks, where nothing is installed and nothing compiled, to the demo's log line that says " +
    "ready. Beside it `npm ci` of everything in such a copy, by turns. Packages come from npm's cache, which `npm ci` fills once before. " +
    "It measures this checkout, whatever `--exporter` says.",
  note: "",
  figures: [
    {
      title: "npm start to ready",
      unit: "s",
      series: "ready",
      baseline: "npm ci of everything",
      target: { kind: "at_most", value: 15 },
    },
    { title: "of that, installing", unit: "s", series: "installed" },
  ],
  measure: async ({ withBaselines }) => {
    const collector = new SampleCollector();
    if (withBaselines) await inFreshCheckout(secondsToInstallAll);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { installed, ready } = await inFreshCheckout(secondsToStart);
      collector.add("installed", installed);
      collector.add("ready", ready);
      if (withBaselines) collector.add("npm ci of everything", await inFreshCheckout(secondsToInstallAll));
    }
    return collector.measurements;
  },
};

async function inFreshCheckout<T>(measure: (checkout: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tidaldb-exporter-cold-start-"));
  try {
    const checkout = join(folder, "checkout");
    copyFreshCheckout(PROJECT_FOLDER, checkout);
    return await measure(checkout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function secondsToStart(checkout: string): Promise<{ installed: number; ready: number }> {
  const startedMs = performance.now();
  const program = new RunningProgram("npm", ["--prefix", checkout, "start", "--", ...DEMO_FLAGS]);
  try {
    await program.line(/^Compiling into dist/, DEADLINE_MS);
    const installed = (performance.now() - startedMs) / 1000;
    await program.line(/msg="?ready\b/, DEADLINE_MS);
    return { installed, ready: (performance.now() - startedMs) / 1000 };
  } finally {
    await program.stop();
  }
}

/** @throws Error with what npm said when it cannot install. */
function secondsToInstallAll(checkout: string): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync("npm", ["ci", "--ignore-scripts"], {
    cwd: checkout,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm ci failed: ${stderr}`);
  return (performance.now() - startedMs) / 1000;
}
