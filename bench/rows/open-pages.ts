import { setTimeout as sleep } from "node:timers/promises";

import { FULL_CLUSTER } from "../cluster-shape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";

const PAGES = 50;
/** Times that the pages' work is done for its longest piece: the best of them is what it takes on a machine that does nothing else. */
const TIMES = 24;
/** Heartbeats of every shard and a scrape, so many times in one repetition. */
const ROUNDS = 3;
const SECOND_MS = 1_000;
const MEGABYTE = 1e6;

export const openPages: Row = {
  name: "open-pages",
  title: "Fifty open status pages of 65,536 replicas, each with a choice of its own",
  method:
    `${PAGES} streams of the status page are open, no two with the same state, order and page of replicas, while every shard's heartbeat ` +
    "comes over HTTP in batches of 100 and full scrapes are taken; beside the same without pages. What pages take is done in " +
    `pieces, each in a turn of the event loop of its own: of each the best of ${TIMES} times counts, because whatever else the machine ` +
    "does only makes it longer, and the longest of them is what pages can hold anything up. Memory is what is resident at the end, less what was before the pages were opened, after as many rounds of heartbeats and scrapes as those with pages.",
  note:
    "Before tables and the copy of the replicas went in turns of two milliseconds, and a look took the memory of the one before, " +
    "the 99.9th percentile was 15.8 ms on two Xeon cores, the longest piece 5.8 and the memory 22.8 MB.",
  figures: [
    {
      title: "event loop delay, 99.9th percentile",
      unit: "ms",
      series: "with pages p99.9",
      baseline: "without p99.9",
      target: { kind: "at_most", value: 10 },
    },
    {
      title: "event loop delay, longest",
      unit: "ms",
      series: "with pages longest",
      baseline: "without longest",
    },
    {
      title: "longest piece of the work for pages",
      unit: "ms",
      series: "piece",
      target: { kind: "at_most", value: 10 },
    },
    {
      title: "memory, more than without pages",
      unit: "MB",
      series: "growth",
      target: { kind: "at_most", value: 50 },
    },
    { title: "from one table of replicas to the next", unit: "ms", series: "pause" },
    { title: "sent to each page a second", unit: "MB", series: "sent" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const exporter = await group.exporter(options.exporterFolder);
      const pages = group.pages();
      const generator = group.generator();
      const load = { ...FULL_CLUSTER, name: "all", url: exporter.url, batch: 100, connections: 8 };
      await generator.ask("prepare", load);
      const rounds = async (): Promise<{ readonly p999Ms: number; readonly maxMs: number }> => {
        await exporter.process.ask("watchEventLoop");
        for (let i = 0; i < ROUNDS; i += 1) {
          await generator.ask("refresh", "all");
          await scrape(`${exporter.url}/metrics`);
          await sleep(SECOND_MS);
        }
        return exporter.process.ask("eventLoopDelay");
      };
      await repeat(collector, options, async (_round, into) => {
        const without = await rounds();
        into.add("without p99.9", without.p999Ms);
        into.add("without longest", without.maxMs);
        const before = exporter.process.residentBytes;
        await pages.ask("open", { url: exporter.url, pages: PAGES });
        const startedMs = performance.now();
        const withPages = await rounds();
        const { bytes, pausesMs } = await pages.ask("read");
        const seconds = (performance.now() - startedMs) / SECOND_MS;
        into.add("with pages p99.9", withPages.p999Ms);
        into.add("with pages longest", withPages.maxMs);
        into.add("growth", (exporter.process.residentBytes - before) / MEGABYTE);
        into.add("pause", ...pausesMs);
        into.add("sent", bytes / MEGABYTE / seconds / PAGES);
        await pages.ask("close");
      });
      const pieces = await exporter.process.ask("pagePieces", TIMES);
      collector.add("piece", Math.max(...pieces.map(({ bestMs }) => bestMs)));
      return collector.measurements;
    }),
};
