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
  note: "Where it misses, the copy of a chunk limits it: 75 MB cross the memory once more than from a static buffer. Tried: chunks of 128 KB to 1 MB; two chunks that take turns, so that one is made while the kernel takes the other (a third less); without those two turns it was 33 to 40 ms where the floor is 21.",
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
      target: { kind: "ratio_at_most", factor: 1.5 },
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
      const promClient = withBaselines ? await group.promClient("collect") : undefined;
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
        if (!promClient) return;
        await promClient.process.ask("beat", round);
        into.add("prom-client", (await scrape(`${promClient.url}/metrics`)).durationMs);
      });
      return collector.measurements;
    }),
};
