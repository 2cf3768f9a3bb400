import { FULL_CLUSTER } from "../cluster-shape";
import { SampleCollector } from "../measuring/sample-collector";
import { OPENMETRICS, scrape, TEXT } from "../measuring/scrape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { ProcessGroup } from "../processes/process-group";

/** Scrapes of one repetition; with the heartbeats between them some seconds, so thousands of readings of the delay. */
const SCRAPES = 4;

export const eventLoopDelay: Row = {
  name: "event-loop-delay",
  title: "Event loop delay during heartbeats and scrapes",
  method:
    "Every shard's heartbeat comes over HTTP in batches of 100, then a full scrape, again and again in both formats, while " +
    "`perf_hooks` watches the event loop of the exporter to the millisecond. prom-client is only scraped.",
  note: "Until bodies shared their turns of the event loop (decision 18), 32 connections had one turn for all that they brought: 25 ms on two Xeon cores, by turns at a load of 4 a median of 37 for 13 ms now. What is left is what the regions add up to and the capture of a scrape, 5 ms in one piece, and collections of garbage.",
  figures: [
    {
      title: "99.9th percentile",
      unit: "ms",
      series: "p99.9",
      baseline: "prom-client p99.9",
      target: { kind: "at_most", value: 8 },
    },
    { title: "longest", unit: "ms", series: "longest", baseline: "prom-client longest" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const { exporterFolder, withBaselines } = options;
      const collector = new SampleCollector();
      const exporter = await group.exporter(exporterFolder);
      const generator = group.generator();
      await generator.ask("prepare", {
        ...FULL_CLUSTER,
        name: "all",
        url: exporter.url,
        batch: 100,
        connections: 8,
      });
      await repeat(collector, options, async (_round, into) => {
        await exporter.process.ask("watchEventLoop");
        for (let i = 0; i < SCRAPES; i += 1) {
          await generator.ask("refresh", "all");
          await scrape(`${exporter.url}/metrics`, { accept: i % 2 === 0 ? TEXT : OPENMETRICS });
        }
        const { p999Ms, maxMs } = await exporter.process.ask("eventLoopDelay");
        into.add("p99.9", p999Ms);
        into.add("longest", maxMs);
      });
      if (withBaselines) {
        const promClient = await group.promClient("set");
        await promClient.process.ask("watchEventLoop");
        await scrape(`${promClient.url}/metrics`);
        const { p999Ms, maxMs } = await promClient.process.ask("eventLoopDelay");
        collector.add("prom-client p99.9", p999Ms);
        collector.add("prom-client longest", maxMs);
      }
      return collector.measurements;
    }),
};
