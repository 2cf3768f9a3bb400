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
  note: "Where it misses: a slice of the exporter's own work ends after 1 or 2 ms by its clock, but in one turn of the event loop 32 connections may each have a batch of heartbeats, 0.1 to 0.2 ms of work, and on slower memory or a busy machine all of it takes longer; 15 and 18 ms were seen there.",
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
