import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildWriter } from "../../support/store/file-store-build";
import { killWriters } from "../../support/store/kill-writers";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";

/** More than processors: a writer that starts waits for its files most of the time. */
const LANES = 4;

/** Fewer kills may miss a moment by chance: one in ten hits it on a quiet machine. */
const ENOUGH_KILLS = 500;

/** kill -9 in the middle of writes, of nothing but the store, so that it can be done very often. */
export const KILLED_WRITERS: HardRun = {
  name: "killed-writers",
  title: "kill -9 under writes of the state file",
  thrown: ({ kills }) =>
    `${kills.toLocaleString("en")} processes that write one state after the other, each killed at a random moment within 12 ms, ` +
    "and the next one opens what it left.",
  isQuick: true,
  run: async ({ kills }) => {
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    try {
      const program = buildWriter(join(folder, "program"));
      const seed = Date.now() % 1_000_000;
      const startedMs = performance.now();
      const findings = await killWriters({ program, folder, kills, lanes: LANES, seed });
      const seconds = (performance.now() - startedMs) / 1000;
      const whole = findings.filter((each) => each.whole).length;
      const lost = findings.filter(
        ({ kept, acknowledged, begun }) => kept !== acknowledged && kept !== begun,
      ).length;
      const slowestMs = Math.max(...findings.map(({ reopenedAfterMs }) => reopenedAfterMs));
      return {
        findings: [
          verdict("each leaves one whole state", whole === findings.length, `${whole} of ${findings.length}`),
          verdict("no acknowledged state is lost", lost === 0, `${lost} lost (seed ${seed})`),
          verdict(
            "the kills hit the middle of writes",
            kills < ENOUGH_KILLS || findings.some(({ halfWritten }) => halfWritten),
            `${findings.filter(({ halfWritten }) => halfWritten).length} left a file half written`,
          ),
          verdict(
            "the kills hit the moment between a rename and its answer",
            kills < ENOUGH_KILLS || findings.some(({ kept, acknowledged }) => kept > acknowledged),
            findings.filter(({ kept, acknowledged }) => kept > acknowledged).length,
          ),
          figure("kills per second", (findings.length / seconds).toFixed(1)),
          figure("slowest opening afterwards", `${slowestMs.toFixed(1)} ms`),
        ],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
