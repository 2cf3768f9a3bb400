import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ask } from "../clients/ask";
import type { Answer } from "../clients/ask";
import { registerShards } from "../clients/register-shards";
import { Witness } from "../clients/witness";
import type { Finding, HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { witnessed } from "../stand-under";

const REGIONS = 10;
const TENANTS = 20_000;
/** As many as ask at the same time, in addition to those one after the other. */
const AT_ONCE = 200;
const RELOADS = 3;
const MAX_PROBE_MS = 100;
const RELOAD_TIMEOUT_MS = 120_000;

/** Reloads of the largest configuration there can be, each of which moves every shard. */
export const LARGEST_RELOAD: HardRun = {
  name: "largest-reload",
  title: "Reloads of the largest configuration",
  thrown: ({ shards }) =>
    `A configuration of ${shards.toLocaleString("en")} shards, all of them heard, and ${TENANTS.toLocaleString("en")} tenants is ` +
    `reloaded ${RELOADS} times, and then by ${AT_ONCE} clients at once and SIGHUP. Each time every shard has another home. ` +
    "Heartbeats, probes and scrapes of the figures of the cluster go on.",
  isQuick: false,
  run: async (hardness) => {
    const { shards } = hardness;
    const exporter = await ExporterProgram.start({ config: largestConfig(shards, 0) });
    try {
      await registerShards(exporter.port, shards, 1);
      // Made before anything is measured: the witness is in this process, and must not be held up by its own side.
      const texts = Array.from({ length: RELOADS + 1 }, (_, turn) =>
        JSON.stringify(largestConfig(shards, turn + 1)),
      );
      const witness = new Witness({ port: exporter.port, scrapePath: "/metrics?collect[]=cluster" });
      try {
        await longestBlockMs(exporter.port);
        const findings = await reloadAgainAndAgain(exporter, texts);
        const blockMs = await longestBlockMs(exporter.port);
        const testimony = await witness.stop();
        const slowestMs = testimony.probes.percentile(1);
        return {
          findings: [
            ...witnessed(testimony, hardness),
            verdict(
              `the slowest probe takes at most ${MAX_PROBE_MS} ms`,
              slowestMs <= MAX_PROBE_MS,
              `${slowestMs.toFixed(1)} ms`,
            ),
            figure("the event loop's longest delay", `${blockMs.toFixed(1)} ms`),
            ...findings,
          ],
        };
      } finally {
        await witness.stop();
      }
    } finally {
      await exporter.remove();
    }
  },
};

/** All shards at home one region further with each turn, in ten regions. */
function largestConfig(shards: number, turn: number): object {
  return {
    topology: {
      shards: Array.from({ length: shards }, (_, shard) => ({
        shard_id: shard,
        region_id: (shard + turn) % REGIONS,
      })),
    },
    tenants: Array.from({ length: TENANTS }, (_, tenant) => ({
      tenant_id: tenant + turn,
      max_entities: 1_000,
      required_regions: [tenant % REGIONS],
    })),
  };
}

/** @param texts of configurations, the last of them for all who ask at once. */
async function reloadAgainAndAgain(
  exporter: ExporterProgram,
  texts: readonly string[],
): Promise<readonly Finding[]> {
  const { port, folder } = exporter;
  const write = (text = ""): Promise<void> => writeFile(join(folder, "tidaldb-exporter.yml"), text);
  const tookMs: number[] = [];
  for (const text of texts.slice(0, -1)) {
    await write(text);
    const answer = await reload(port);
    if (answer.status !== 200) throw new Error(`reload: ${answer.status} ${answer.text.slice(0, 500)}`);
    tookMs.push(answer.tookMs);
  }
  await write(texts.at(-1));
  exporter.signal("SIGHUP");
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => reload(port)));
  const { text } = await ask({ port, path: "/api/v1/topology/shards/0" });
  const { region_id: home } = JSON.parse(text) as { region_id: number };
  return [
    figure("a reload takes", `${(Math.max(...tookMs) / 1000).toFixed(1)} s at most`),
    verdict(
      `${AT_ONCE} reloads at once are all done`,
      answers.every(({ status }) => status === 200),
      `in ${(Math.max(...answers.map(({ tookMs: each }) => each)) / 1000).toFixed(1)} s`,
    ),
    verdict("what was written last is in force", home === texts.length % REGIONS, `region ${home}`),
  ];
}

function reload(port: number): Promise<Answer> {
  return ask({ port, method: "POST", path: "/-/reload", timeoutMs: RELOAD_TIMEOUT_MS });
}

/** The exporter's own figure since it was asked last. */
async function longestBlockMs(port: number): Promise<number> {
  const { text } = await ask({ port, path: "/metrics?collect[]=exporter" });
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? NaN);
}
