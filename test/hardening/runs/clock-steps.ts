import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { sumOf, valuesOf } from "../clients/metric-values";
import { Witness } from "../clients/witness";
import type { Finding, Hardness, HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { FakedClock, fakedClockLibrary } from "../program/faked-clock";
import { witnessed } from "../stand-under";

const SETTLE_MS = 3_000;
const STEPS_SECONDS = [3_600, 0, -3_600, 0, 86_400 * 400, 0, -60, 0];
const AFTER_STEP_MS = 500;
const TRANSITIONS = "tidaldb_region_health_transitions_total";

/** A wall clock that is set forward and back. */
export const CLOCK_STEPS: HardRun = {
  name: "clock-steps",
  title: "A wall clock that jumps",
  thrown: () =>
    "The exporter's wall clock is set an hour forward, back, an hour back, forward, 400 days forward and back, and a minute " +
    "back and forward, half a second apart, by libfaketime.",
  isQuick: true,
  run: async (hardness) => {
    const library = fakedClockLibrary();
    if (library === undefined)
      return { skipped: "there is no libfaketime (Debian: apt-get install libfaketime)" };
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    try {
      return { findings: await stepTheClock(new FakedClock(library, folder), hardness) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function stepTheClock(clock: FakedClock, hardness: Hardness): Promise<readonly Finding[]> {
  const exporter = await ExporterProgram.start({ environment: clock.environment });
  const witness = new Witness({ port: exporter.port });
  try {
    const { port } = exporter;
    await delay(SETTLE_MS);
    const before = await sumOf(port, TRANSITIONS);
    const skews: number[] = [];
    for (const seconds of STEPS_SECONDS) {
      clock.step(seconds);
      await delay(AFTER_STEP_MS);
      skews.push(await skewSeconds(port));
    }
    const transitions = (await sumOf(port, TRANSITIONS)) - before;
    const largest = Math.max(...skews);
    return [
      ...witnessed(await witness.stop(), hardness),
      verdict("no region changes its state", transitions === 0, transitions),
      // Without this the run would prove nothing: the library may not reach the program.
      verdict(
        "the exporter sees the steps",
        largest >= 0.9 * Math.max(...STEPS_SECONDS),
        `skew of the shards' clocks up to ${Math.round(largest).toLocaleString("en")} s`,
      ),
    ];
  } finally {
    await witness.stop();
    await exporter.remove();
  }
}

/** The largest skew of the witness's shards against the exporter's wall clock, in either direction. */
async function skewSeconds(port: number): Promise<number> {
  const skews = await valuesOf(port, "tidaldb_shard_clock_skew_seconds");
  return Math.max(0, ...skews.map(Math.abs));
}
