import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

/** Descriptors beside the connections: files, the witness, what Node needs itself. */
const SPARE_DESCRIPTORS = 200;
const IDLE_TIMEOUT_SECONDS = 60;

/** Connections that are opened and left alone. */
export const IDLE_CONNECTIONS: HardRun = {
  name: "idle-connections",
  title: "Idle connections",
  thrown: ({ connections, seconds }) =>
    `${connections.toLocaleString("en")} connections that are opened and left alone for ${seconds} s, half of them without ` +
    "a single byte.",
  isQuick: true,
  run: async (hardness) => {
    const { connections } = hardness;
    const exporter = await ExporterProgram.start({
      config: { http: { request_timeout: `${IDLE_TIMEOUT_SECONDS}s` } },
      descriptors: connections + SPARE_DESCRIPTORS,
    });
    try {
      const { findings, counts } = await standUnder(exporter, {
        attacks: [["idle-connections", connections]],
        hardness,
      });
      const { opened = 0 } = counts["idle-connections"] ?? {};
      return {
        findings: [
          ...findings,
          verdict("every connection is taken", opened === connections, opened.toLocaleString("en")),
          ...counted(counts["idle-connections"]),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};
