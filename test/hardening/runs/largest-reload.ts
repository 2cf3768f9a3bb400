import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ask } from "../clients/ask";
import type { Answer } from "../clients/ask";
import { registerShards } from "../clients/register-shards";
import { homeOf } from "../clients/topology-client";
import { Witness } from "../clients/witness";
import type { Testimony, WitnessOptions } from "../clients/witness";
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
    // Made before anything is measured: the witness is in this process, and must not be held up by its own side.
    const texts = Array.from({ length: RELOADS + 1 }, (_, turn) =>
      JSON.stringify(largestConfig(shards, turn + 1)),
    );
    const exporter = await ExporterProgram.start({ config: largestConfig(shards, 0) });
    try {
      await registerShards(exporter.port, shards, 1);
      const oneByOne = await watched(exporter, {}, () => reloadOneByOne(exporter, texts.slice(0, -1)));
      // Node takes in one connection in each turn of its loop: a probe on a new one would wait for all that ask at once.
      const atOnce = await watched(exporter, { keepsConnections: true }, () =>
        reloadAtOnce(exporter, texts.at(-1)),
      );
      return {
        findings: [
          ...witnessed(oneByOne.testimony, hardness),
          ...probed("one by one", oneByOne),
          ...probed("at once", atOnce),
          ...oneByOne.findings,
          ...atOnce.findings,
          verdict(
            "what was written last is in force",
            (await homeOf(exporter.port, 0)) === texts.length % REGIONS,
            `region ${texts.length % REGIONS}`,
          ),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};

interface Watched {
  readonly testimony: Testimony;
  /** The exporter's own figure. */
  readonly longestDelayMs: number;
  readonly findings: readonly Finding[];
}

/** Does something while a witness uses the exporter. */
async function watched(
  exporter: ExporterProgram,
  options: Pick<WitnessOptions, "keepsConnections">,
  work: () => Promise<readonly Finding[]>,
): Promise<Watched> {
  const { port } = exporter;
  const witness = new Witness({ port, scrapePath: "/metrics?collect[]=cluster", ...options });
  try {
    await longestDelayMs(port);
    const findings = await work();
    return { findings, longestDelayMs: await longestDelayMs(port), testimony: await witness.stop() };
  } finally {
    await witness.stop();
  }
}

function probed(how: string, { testimony, longestDelayMs: delayMs }: Watched): readonly Finding[] {
  const { probes, failedProbes } = testimony;
  const slowestMs = probes.percentile(1);
  return [
    verdict(
      `reloads ${how}: the slowest probe takes at most ${MAX_PROBE_MS} ms`,
      failedProbes === 0 && slowestMs <= MAX_PROBE_MS,
      `p99 ${probes.percentile(0.99).toFixed(1)}, max ${slowestMs.toFixed(1)} ms over ${probes.count}; ${failedProbes} failed`,
    ),
    figure(`reloads ${how}: the longest delay of the event loop`, `${delayMs.toFixed(1)} ms`),
  ];
}

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

async function reloadOneByOne(
  exporter: ExporterProgram,
  texts: readonly string[],
): Promise<readonly Finding[]> {
  const tookMs: number[] = [];
  for (const text of texts) {
    await write(exporter, text);
    const answer = await reload(exporter);
    if (answer.status !== 200) throw new Error(`reload: ${answer.status} ${answer.text.slice(0, 500)}`);
    tookMs.push(answer.tookMs);
  }
  return [figure("a reload takes", `${(Math.max(...tookMs) / 1000).toFixed(1)} s at most`)];
}

async function reloadAtOnce(exporter: ExporterProgram, text = ""): Promise<readonly Finding[]> {
  await write(exporter, text);
  exporter.signal("SIGHUP");
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => reload(exporter)));
  return [
    verdict(
      `${AT_ONCE} reloads at once are all done`,
      answers.every(({ status }) => status === 200),
      `in ${(Math.max(...answers.map(({ tookMs }) => tookMs)) / 1000).toFixed(1)} s`,
    ),
  ];
}

function write({ folder }: ExporterProgram, text: string): Promise<void> {
  return writeFile(join(folder, "tidaldb-exporter.yml"), text);
}

function reload({ port }: ExporterProgram): Promise<Answer> {
  return ask({ port, method: "POST", path: "/-/reload", timeoutMs: RELOAD_TIMEOUT_MS });
}

/** Since it was asked last. */
async function longestDelayMs(port: number): Promise<number> {
  const { text } = await ask({ port, path: "/metrics?collect[]=exporter" });
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1] ?? NaN);
}
