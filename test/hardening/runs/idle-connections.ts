import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

/** Descriptors beside the connections: files, the witness, what Node needs itself. */
const SPARE_DESCRIPTORS = 200;
/** So long that none is cut off: it is about holding them, not about getting rid of them. */
const TIMEOUT = "5m";

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
      config: { http: { header_timeout: TIMEOUT, request_timeout: TIMEOUT, idle_timeout: TIMEOUT } },
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
