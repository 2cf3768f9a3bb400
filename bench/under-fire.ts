/**
 * `npm run bench:under-fire [-- --seconds N]`: the full cluster under everything at once, for two minutes unless told
 * otherwise. Every shard sends a heartbeat every five seconds, ten scrapers ask in both formats with and without gzip, shards
 * are moved and retired. Prints a verdict and ends with 1 when anything was wrong.
 */
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { FULL_CLUSTER } from "./cluster-shape";
import { summarize } from "./measuring/statistics";
import { ProcessGroup } from "./processes/process-group";
import type { Exporter } from "./processes/process-group";
import { PROJECT_FOLDER } from "./project-folder";
import { changeCluster } from "./under-fire/cluster-changes";

const HEARTBEAT_INTERVAL_SECONDS = 5;
const SCRAPERS = 10;
const SCRAPE_INTERVAL_MS = 5_000;
const WHOLE_EVERY = 8;
const LATE_AFTER_MS = 1_000;
const EVENT_LOOP_P999_MS = 10;

/** Memory may end this much above what it was after the first third: the heap breathes. */
const MEMORY_GROWTH = 1.15;

/** One thing that has to be so, and what was found. */
interface Check {
  readonly what: string;
  readonly holds: boolean;
  readonly found: string;
}

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
  const sent = paced.heartbeats + changes.heartbeats;
  const taken = after.accepted + after.retired - before.accepted - before.retired;
  const third = Math.floor(resident.length / 3);
  const early = summarize(resident.slice(third, 2 * third)).median;
  const late = summarize(resident.slice(-third)).median;
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    {
      what: "every scrape is complete and agrees with itself",
      holds: checked.problems.length === 0 && checked.wholeChecks > 0,
      found:
        `${checked.scrapes} scrapes, ${megabytes(checked.bytes)}, ${checked.wholeChecks} looked through whole, ` +
        `slowest ${checked.slowestMs.toFixed(0)} ms${listed(checked.problems)}`,
    },
    {
      what: "shards are moved and retired through the API",
      holds: changes.problems.length === 0 && changes.moved > 0 && changes.retired > 0,
      found: `${changes.moved} moved, ${changes.retired} retired${listed(changes.problems)}`,
    },
    {
      what: "no heartbeat is lost, refused or taken for stale",
      holds: sent === taken && after.rejected === before.rejected && after.stale === before.stale,
      found:
        `${sent} sent, ${after.accepted - before.accepted} accepted, ${after.retired - before.retired} of retired replicas, ` +
        `${after.rejected - before.rejected} rejected, ${after.stale - before.stale} stale`,
    },
    {
      what: `every heartbeat is answered within ${LATE_AFTER_MS} ms of its time`,
      holds: paced.lateRequests === 0,
      found: `${paced.lateRequests} requests late, longest ${paced.worstMs.toFixed(0)} ms`,
    },
    {
      what: `event loop delay, 99.9th percentile, at most ${EVENT_LOOP_P999_MS} ms`,
      holds: delay.p999Ms <= EVENT_LOOP_P999_MS,
      found: `${delay.p999Ms.toFixed(1)} ms, longest ${delay.maxMs.toFixed(0)} ms`,
    },
    {
      what: "memory is flat after the first third",
      holds: late <= early * MEMORY_GROWTH,
      found: `${megabytes(early)}, at the end ${megabytes(late)}, peak ${megabytes(exporter.process.peakMemoryBytes)}`,
    },
  ];
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

function listed(problems: readonly string[]): string {
  return problems.map((problem) => `\n          ${problem}`).join("");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
