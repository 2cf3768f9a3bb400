import { setTimeout as delay } from "node:timers/promises";

import { sumOf } from "../clients/metric-values";
import { Witness } from "../clients/witness";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";

/** As long as the exporter stays stopped, its clients wait for their answers. */
const PATIENCE_MS = 120_000;
const SETTLE_MS = 3_000;
const TRANSITIONS = "tidaldb_region_health_transitions_total";

/** SIGSTOP for longer than a replica may be silent, then SIGCONT. */
export const STOP_SIGNAL: HardRun = {
  name: "stop-signal",
  title: "Stopped and continued",
  thrown: ({ stopSeconds }) =>
    `SIGSTOP, and SIGCONT ${stopSeconds} s later; \`health.offline_after\` is ${offlineAfterSeconds(stopSeconds)} s.`,
  isQuick: false,
  run: async ({ stopSeconds }) => {
    const exporter = await ExporterProgram.start({
      config: { health: { offline_after: `${offlineAfterSeconds(stopSeconds)}s` } },
    });
    const witness = new Witness({ port: exporter.port, timeoutMs: PATIENCE_MS });
    try {
      const { port } = exporter;
      await delay(SETTLE_MS); // Ticks begin, and regions become Healthy.
      const before = await sumOf(port, TRANSITIONS);
      exporter.signal("SIGSTOP");
      await delay(stopSeconds * 1000);
      exporter.signal("SIGCONT");
      await delay(SETTLE_MS);
      const stallSeconds = await sumOf(port, "tidaldb_exporter_stall_seconds_total");
      const transitions = (await sumOf(port, TRANSITIONS)) - before;
      const { sent, accepted, failedProbes, failedScrapes, troubles } = await witness.stop();
      return {
        findings: [
          verdict("no region changes its state", transitions === 0, transitions),
          verdict(
            "the stall is counted",
            Math.abs(stallSeconds - stopSeconds) <= 2,
            `tidaldb_exporter_stall_seconds_total ${stallSeconds.toFixed(1)}`,
          ),
          verdict(
            "every valid heartbeat is accepted",
            sent > 0 && sent === accepted,
            `${accepted} of ${sent} ${troubles.join("; ")}`,
          ),
          verdict(
            "who waited is answered",
            failedProbes + failedScrapes === 0,
            `${failedProbes} probes and ${failedScrapes} scrapes failed`,
          ),
          figure("transitions before", before),
        ],
      };
    } finally {
      exporter.signal("SIGCONT");
      await witness.stop();
      await exporter.remove();
    }
  },
};

/** As in production for the full run, where 30 s is the default; shorter than the stop in any. */
function offlineAfterSeconds(stopSeconds: number): number {
  return Math.min(30, Math.floor(stopSeconds * 0.75));
}
