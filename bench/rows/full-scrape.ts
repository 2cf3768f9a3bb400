import { SampleCollector } from "../measuring/sample-collector";
import { OPENMETRICS, scrape, TEXT } from "../measuring/scrape";
import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { ProcessGroup } from "../processes/process-group";

export const fullScrape: Row = {
  name: "full-scrape",
  title: "Full scrape, 65,536 shards with four followers each, all changed",
  method:
    "Every shard sends a heartbeat with new figures, the background work ends, then one client takes everything over " +
    "loopback without gzip. prom-client serves the same series and fills its gauges in `collect()`; the static server " +
    "sends the exporter's own bytes from a buffer, a megabyte at a time.",
  note:
    "Where it misses the floor: some 5 ms go by before the first byte on two Xeon cores (2 to 3 for what the regions add up to, 2 to capture 15,000 blocks page by page, which took 6 to 9 metric by metric; the rest " +
    "is made for each scrape), and 75 MB are copied once more; in a server with nothing else the same copy takes 25 ms out of pieces that lie anywhere, 17 ms out of " +
    "pieces that lie in order, and 20 ms is the floor. Tried: chunks of 64 KB to 2 MB (512 KB is best); two chunks that take turns, so that one is made while the kernel takes the other (a third less); handing " +
    "the pieces to the kernel without copying them (writev: slower); pieces in slabs (no difference); pieces put in order in the background (a quarter to a third less for the copy, but 75 MB more at the peak, decision 62); pages of four times as many rows (a tenth less, but scattered changes cost more); a worker that copies and sends (1.13 to 1.22 times the processor time).",
  figures: [
    {
      title: "text against prom-client",
      unit: "ms",
      series: "text",
      baseline: "prom-client",
      target: { kind: "times_less", factor: 75 },
    },
    {
      title: "text against the static floor",
      unit: "ms",
      series: "text",
      baseline: "static text",
      target: { kind: "ratio_at_most", factor: 1.4 },
    },
    {
      title: "OpenMetrics against the static floor",
      unit: "ms",
      series: "openmetrics",
      baseline: "static openmetrics",
      target: { kind: "ratio_at_most", factor: 3 },
    },
    { title: "size of the text", unit: "MB", series: "text MB" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const { exporterFolder, withBaselines } = options;
      const collector = new SampleCollector();
      const exporter = await group.exporter(exporterFolder);
      const floor = withBaselines ? await group.staticServer() : undefined;
      const formats = [
        ["text", TEXT],
        ["openmetrics", OPENMETRICS],
      ] as const;
      for (const [name, accept] of formats) {
        const url = `${exporter.url}/metrics`;
        await floor?.process.ask("load", { path: `/${name}`, url, headers: { accept } });
      }
      await repeat(collector, options, async (round, into) => {
        for (const [name, accept] of formats) {
          await exporter.process.ask("beat", round * 2 + (name === "text" ? 1 : 2));
          await exporter.process.ask("idle");
          const taken = await scrape(`${exporter.url}/metrics`, { accept });
          into.add(name, taken.durationMs);
          if (name === "text") into.add("text MB", taken.bodyBytes / 1e6);
          if (floor) into.add(`static ${name}`, (await scrape(`${floor.url}/${name}`)).durationMs);
        }
      });
      if (!withBaselines) return collector.measurements;
      // Afterwards: its garbage is collected on other threads for long after each scrape, and would disturb the others.
      const promClient = await group.promClient("collect");
      await repeat(collector, options, async (round, into) => {
        await promClient.process.ask("beat", round);
        into.add("prom-client", (await scrape(`${promClient.url}/metrics`)).durationMs);
      });
      return collector.measurements;
    }),
};
