import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "../attackers/attacker-process";
import { ask } from "../clients/ask";
import { putShard } from "../clients/topology-client";
import { Witness } from "../clients/witness";
import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, witnessed } from "../stand-under";

const DESCRIPTORS = 128;
const CONNECTIONS = 400;
/** Connections that never said anything are cut off after the request timeout; then there is room again. */
const REQUEST_TIMEOUT_SECONDS = 2;
const RECOVERY_DEADLINE_MS = 10_000;
const RECOVERY_INTERVAL_MS = 100;

/** No file descriptor is left: no connection can be accepted, no file opened. */
export const DESCRIPTORS_USED_UP: HardRun = {
  name: "descriptors-used-up",
  title: "File descriptors used up",
  thrown: ({ seconds }) =>
    `An exporter that may have ${DESCRIPTORS} file descriptors gets ${CONNECTIONS} connections for ${seconds} s, and changes of ` +
    "the topology that it cannot write to its state file. The witness keeps the connections that it had before.",
  isQuick: true,
  run: async (hardness) => {
    const exporter = await ExporterProgram.start({
      descriptors: DESCRIPTORS,
      config: {
        http: { request_timeout: `${REQUEST_TIMEOUT_SECONDS}s` },
        storage: { kind: "file", path: "FOLDER/state.json" },
      },
    });
    const witness = new Witness({ port: exporter.port, keepsConnections: true });
    try {
      const { port } = exporter;
      await delay(500); // The witness's first questions open its connections.
      const attacker = await AttackerProcess.start("idle-connections", { port, connections: CONNECTIONS });
      const most = exporter.descriptors();
      await delay(hardness.seconds * 1000);
      const counts = await attacker.stop();
      const recoveredMs = await recovery(port);
      const kept = await putShard(port, 0, 1);
      const testimony = await witness.stop();
      return {
        findings: [
          ...witnessed(testimony, hardness),
          verdict("descriptors were used up", most >= DESCRIPTORS - 2, most),
          verdict(
            "new connections are served again",
            recoveredMs !== undefined,
            `after ${String(recoveredMs)} ms`,
          ),
          verdict(
            "the state can be written again",
            kept.status === 201,
            kept.status === 201 ? "201" : `${kept.status} ${kept.text}`,
          ),
          verdict(
            "the exporter lives",
            exporter.end === undefined,
            exporter.end ? exporter.lastLines.join(" ") : "yes",
          ),
          ...counted(counts),
        ],
      };
    } finally {
      await witness.stop();
      await exporter.remove();
    }
  },
};

async function recovery(port: number): Promise<number | undefined> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < RECOVERY_DEADLINE_MS) {
    const answer = await ask({ port, path: "/-/ready", timeoutMs: 1_000 }).catch(() => undefined);
    if (answer?.status === 200) return Math.round(performance.now() - startedMs);
    await delay(RECOVERY_INTERVAL_MS);
  }
  return undefined;
}
