import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "../attackers/attacker-process";
import { ask } from "../clients/ask";
import { homeOf, putShard } from "../clients/topology-client";
import { Witness } from "../clients/witness";
import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, witnessed } from "../stand-under";

const DESCRIPTORS = 128;
/** One or two are opened and closed all the time. */
const USED_UP = DESCRIPTORS - 3;
const LOOK_INTERVAL_MS = 10;
const CONNECTIONS = 400;
const REGION_BEFORE = 1;
const REGION_MEANWHILE = 2;
/** Connections that never said anything are cut off after the request timeout; then there is room again. */
const REQUEST_TIMEOUT_SECONDS = 2;
const RECOVERY_DEADLINE_MS = 10_000;
const RECOVERY_INTERVAL_MS = 100;

/** No file descriptor is left: no connection can be accepted, no file opened. */
export const DESCRIPTORS_USED_UP: HardRun = {
  name: "descriptors-used-up",
  title: "File descriptors used up",
  thrown: ({ seconds }) =>
    `An exporter that may have ${DESCRIPTORS} file descriptors gets ${CONNECTIONS} connections for ${seconds} s, and meanwhile a ` +
    "change of the topology, which takes descriptors too. Good clients keep the connections that they had before.",
  isQuick: true,
  run: async (hardness) => {
    const exporter = await ExporterProgram.start({
      descriptors: DESCRIPTORS,
      config: {
        http: { request_timeout: `${REQUEST_TIMEOUT_SECONDS}s` },
        storage: { kind: "file", path: "FOLDER/state.json" },
      },
    });
    // A refused change makes the exporter not ready until it can save again, so readiness is not asked for.
    const witness = new Witness({ port: exporter.port, keepsConnections: true, asksForReadiness: false });
    const admin = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const { port } = exporter;
      await putShard(port, 0, REGION_BEFORE, admin);
      await delay(500); // The witness's first questions open its connections.
      const attacker = await AttackerProcess.start("idle-connections", { port, connections: CONNECTIONS });
      const most = await eventuallyUsedUp(exporter);
      const change = await putShard(port, 0, REGION_MEANWHILE, admin);
      await delay(hardness.seconds * 1000);
      const counts = await attacker.stop();
      const recoveredMs = await recovery(port);
      const home = await homeOf(port, 0);
      const kept = await putShard(port, 1, REGION_BEFORE);
      const testimony = await witness.stop();
      return {
        findings: [
          ...witnessed(testimony, hardness),
          verdict("descriptors were used up", most >= USED_UP, most),
          verdict(
            "a change meanwhile is kept or refused, and the answer says which",
            change.status === 200
              ? home === REGION_MEANWHILE
              : change.status === 503 && home === REGION_BEFORE,
            `${change.status}; the shard is in region ${String(home)}, it was in ${REGION_BEFORE}`,
          ),
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
      admin.destroy();
      await exporter.remove();
    }
  },
};

/** The most descriptors that were seen: what the kernel has queued, the exporter accepts in its own time. */
async function eventuallyUsedUp(exporter: ExporterProgram): Promise<number> {
  const deadlineMs = performance.now() + REQUEST_TIMEOUT_SECONDS * 1000;
  let most = 0;
  while (most < USED_UP && performance.now() < deadlineMs) {
    most = Math.max(most, exporter.descriptors());
    await delay(LOOK_INTERVAL_MS);
  }
  return most;
}

async function recovery(port: number): Promise<number | undefined> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < RECOVERY_DEADLINE_MS) {
    const answer = await ask({ port, path: "/-/ready", timeoutMs: 1_000 }).catch(() => undefined);
    if (answer?.status === 200) return Math.round(performance.now() - startedMs);
    await delay(RECOVERY_INTERVAL_MS);
  }
  return undefined;
}
