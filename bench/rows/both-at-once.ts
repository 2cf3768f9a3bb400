import { setTimeout as sleep } from "node:timers/promises";

import { ALL_SHARDS, FULL_CLUSTER } from "../cluster-shape";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import type { GeneratorCommands } from "../processes/generator-process";
import type { PacedResult } from "../processes/load";
import type { MeasuredProcess } from "../processes/measured-process";
import { ProcessGroup } from "../processes/process-group";

/** 65,536 shards that send one every five seconds, half of them singly and half through something that gathers 100. */
const PER_SECOND = 13_000;
const HALF = ALL_SHARDS / 2;
const LOADS = [
  { name: "single", firstShard: 0, shards: HALF, batch: 1, connections: 64 },
  { name: "batched", firstShard: HALF, shards: HALF, batch: 100, connections: 8 },
] as const;
const LATE_AFTER_MS = 50;

/** Enough to see a minute's garbage collected; two builds are compared over less. */
const SECONDS = 60;
const COMPARED_SECONDS = 10;
const SCRAPE_INTERVAL_MS = 1_000;

/** A program that has just started is not what is measured. */
const WARM_UP_SECONDS = 3;

export const bothAtOnce: Row = {
  name: "both-at-once",
  title: "13,000 heartbeats a second and a full scrape every second, for a minute",
  method:
    "65,536 shards with four followers each. Half of the heartbeats come singly, half in batches of 100, by the clock: a " +
    `heartbeat is late when it is answered more than ${LATE_AFTER_MS} ms after the moment it was due, and lost when it was ` +
    "sent and not accepted.",
  note: "On two Xeon cores, which generator, client and exporter share, 1,303 of 394,000 requests waited for longer than 50 ms, the longest for 72, with nothing else at work; in one run of the code before bodies shared their turns of the event loop (decision 18) 8,776 did, the longest for 141. On two AMD cores none was late on a quiet machine, and the longest wait was 20 to 45 ms, most of it a garbage collection beside a scrape.",
  figures: [
    { title: "heartbeats lost", unit: "count", series: "lost", target: { kind: "at_most", value: 0 } },
    { title: "requests late", unit: "count", series: "late", target: { kind: "at_most", value: 0 } },
    { title: "longest wait of a single one", unit: "ms", series: "single worst" },
    { title: "longest wait of a batch", unit: "ms", series: "batched worst" },
    { title: "scrapes", unit: "ms", series: "scrape" },
    { title: "event loop delay, 99.9th percentile", unit: "ms", series: "event loop p99.9" },
  ],
  measure: ({ exporterFolder, withBaselines }) =>
    ProcessGroup.use(async (group) => {
      const seconds = withBaselines ? SECONDS : COMPARED_SECONDS;
      const collector = new SampleCollector();
      const { process, url } = await group.exporter(exporterFolder);
      const generator = group.generator();
      for (const load of LOADS) await generator.ask("prepare", { ...FULL_CLUSTER, ...load, url });
      await pace(generator, WARM_UP_SECONDS);
      await scrape(`${url}/metrics`);
      const before = await process.ask("heartbeats");
      await process.ask("watchEventLoop");
      const [paced] = await Promise.all([
        pace(generator, seconds),
        scrapeEverySecond(url, seconds, collector),
      ]);
      const { p999Ms } = await process.ask("eventLoopDelay");
      const after = await process.ask("heartbeats");
      let sent = 0;
      let late = 0;
      for (const [i, { name }] of LOADS.entries()) {
        const result = paced[i];
        if (!result) continue;
        sent += result.heartbeats;
        late += result.lateRequests;
        collector.add(`${name} worst`, result.worstMs);
      }
      collector.add("lost", sent - (after.accepted - before.accepted));
      collector.add("late", late);
      collector.add("event loop p99.9", p999Ms);
      return collector.measurements;
    }),
};

/** Sends both loads by the clock; what became of them, in the order of the loads. */
function pace(
  generator: MeasuredProcess<GeneratorCommands>,
  seconds: number,
): Promise<readonly PacedResult[]> {
  const perSecond = PER_SECOND / LOADS.length;
  return Promise.all(
    LOADS.map(({ name }) => generator.ask("pace", { name, perSecond, seconds, lateAfterMs: LATE_AFTER_MS })),
  );
}

async function scrapeEverySecond(url: string, seconds: number, collector: SampleCollector): Promise<void> {
  const startedMs = performance.now();
  for (let next = 0; next < seconds * 1000; next += SCRAPE_INTERVAL_MS) {
    // One that takes longer than a second is followed by the next at once.
    await sleep(Math.max(0, startedMs + next - performance.now()));
    if (performance.now() - startedMs > seconds * 1000) return;
    collector.add("scrape", (await scrape(`${url}/metrics`)).durationMs);
  }
}
