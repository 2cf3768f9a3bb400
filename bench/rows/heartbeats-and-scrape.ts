import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { ProcessGroup } from "../processes/process-group";

export const heartbeatsAndScrape: Row = {
  name: "heartbeats-and-scrape",
  title: "Heartbeats and scrape together, 65,536 shards with four followers each",
  method:
    "The time to take in a heartbeat of every shard, inside the process, plus the time of the scrape that follows at once. " +
    "prom-client sets its gauges on every heartbeat.",
  note:
    "Beside c391c2db, before incidents were found, both together take as long within the spread (by turns in two runs: 419 for 451 and 358 for 326 ms), heartbeats alone nearly twice as long (178 for 96, 121 for 68): what each says of its sender's start, order, time of sending and head is kept since, side by side (decision 63). " +
    "Of the scrape, patching was about 80 ms on a faster machine: 14 lines of every replica at 1.2 us, all still marked when the scrape comes. Half of it goes into reading and noting the values, a sixth into their digits, a third into their places. " +
    "At five-second beats the background has patched four of five by then. Tried: pages of 32 to 256 rows, marks by page instead of by replica (a third less), a page's values noted first and written block by block (half), copying lines eight bytes at a time (6 % of patching; left out), " +
    "moving lines in runs where values keep their length (nothing).",
  figures: [
    {
      title: "refresh all, then scrape",
      unit: "ms",
      series: "both",
      baseline: "prom-client both",
      target: { kind: "times_less", factor: 30 },
    },
    { title: "taking in 65,536 heartbeats", unit: "ms", series: "refresh", baseline: "prom-client refresh" },
    { title: "the scrape right after them", unit: "ms", series: "scrape", baseline: "prom-client scrape" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const { exporterFolder, withBaselines } = options;
      const collector = new SampleCollector();
      const exporter = await group.exporter(exporterFolder);
      const promClient = withBaselines ? await group.promClient("set") : undefined;
      await repeat(collector, options, async (round, into) => {
        await measureBoth(
          () => exporter.process.ask("beat", round + 1),
          exporter.url,
          (series, valueMs) => {
            into.add(series, valueMs);
          },
        );
        await exporter.process.ask("idle");
        if (!promClient) return;
        await measureBoth(
          () => promClient.process.ask("beat", round + 1),
          promClient.url,
          (series, valueMs) => {
            into.add(`prom-client ${series}`, valueMs);
          },
        );
      });
      return collector.measurements;
    }),
};

/** @param refresh - lets every shard send a heartbeat; the milliseconds that it took. */
async function measureBoth(
  refresh: () => Promise<number>,
  url: string,
  add: (series: string, valueMs: number) => void,
): Promise<void> {
  const refreshMs = await refresh();
  const { durationMs } = await scrape(`${url}/metrics`);
  add("refresh", refreshMs);
  add("scrape", durationMs);
  add("both", refreshMs + durationMs);
}
