/**
 * `npm run bench:under-fire [-- --seconds N]`: the full cluster under everything at once, for two minutes unless told
 * otherwise. Every shard sends a heartbeat every five seconds, ten scrapers ask in both formats with and without gzip, shards
 * are moved and retired. Prints a verdict and ends with 1 when anything was wrong.
 */
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { FULL_CLUSTER } from "./cluster-shape";
import { ProcessGroup } from "./processes/process-group";
import type { Exporter } from "./processes/process-group";
import { PROJECT_FOLDER } from "./project-folder";
import { changeCluster } from "./under-fire/cluster-changes";
import { judgeFire, LATE_AFTER_MS } from "./under-fire/verdict";
import type { Check } from "./under-fire/verdict";

const HEARTBEAT_INTERVAL_SECONDS = 5;
const SCRAPERS = 10;
const SCRAPE_INTERVAL_MS = 5_000;
const WHOLE_EVERY = 8;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "120" },
      exporter: { type: "string", default: join(PROJECT_FOLDER, "dist") },
    },
  });
  const checks = await ProcessGroup.use((group) =>
    fire(group, resolve(values.exporter), Number(values.seconds)),
  );
  for (const { what, holds, found } of checks)
    console.log(`${holds ? "ok    " : "FAILED"}  ${what}: ${found}`);
  const failed = checks.filter(({ holds }) => !holds).length;
  console.log(failed === 0 ? "held under fire" : `${failed} of ${checks.length} checks failed`);
  if (failed > 0) process.exitCode = 1;
}

async function fire(group: ProcessGroup, exporterFolder: string, seconds: number): Promise<readonly Check[]> {
  const exporter = await group.exporter(exporterFolder, FULL_CLUSTER, {
    topologyInFile: true,
    offlineAfter: "30s",
  });
  const generator = group.generator();
  const load = { ...FULL_CLUSTER, name: "beats", url: exporter.url, batch: 100, connections: 16 };
  await generator.ask("prepare", load);
  const checker = group.checker();
  const before = await exporter.process.ask("heartbeats");
  console.log(`under fire for ${seconds} s ...`);
  await exporter.process.ask("watchEventLoop");
  await checker.ask("start", {
    url: exporter.url,
    scrapers: SCRAPERS,
    intervalMs: SCRAPE_INTERVAL_MS,
    wholeEvery: WHOLE_EVERY,
  });
  const endMs = performance.now() + seconds * 1000;
  const isOver = (): boolean => performance.now() > endMs;
  const [paced, changes, resident] = await Promise.all([
    generator.ask("pace", {
      name: "beats",
      perSecond: FULL_CLUSTER.shards / HEARTBEAT_INTERVAL_SECONDS,
      seconds,
      lateAfterMs: LATE_AFTER_MS,
    }),
    changeCluster(exporter.url, FULL_CLUSTER.followers, isOver),
    watchMemory(exporter, isOver),
  ]);
  const checked = await checker.ask("stop");
  const delay = await exporter.process.ask("eventLoopDelay");
  const after = await exporter.process.ask("heartbeats");
  return judgeFire({
    paced,
    changes,
    checked,
    delay,
    before,
    after,
    resident,
    peakBytes: exporter.process.peakMemoryBytes,
  });
}

/** Resident bytes once a second. */
async function watchMemory({ process }: Exporter, isOver: () => boolean): Promise<readonly number[]> {
  const resident: number[] = [];
  do {
    resident.push(process.residentBytes);
    await sleep(1000);
  } while (!isOver() || resident.length < 3);
  return resident;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
