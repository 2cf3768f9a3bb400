import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";

/** At 65,536 its scrape takes longer than Prometheus waits. */
const SHAPE = { shards: 4_000, followers: 4 };

export const openTelemetry: Row = {
  name: "opentelemetry",
  title: "Full scrape beside OpenTelemetry's exporter, 4,000 shards with four followers each",
  method:
    "As the full scrape, at a size that OpenTelemetry's exporter for Prometheus still answers in a second; its limit of 2,000 series " +
    "per instrument is lifted.",
  note: "",
  figures: [
    { title: "text", unit: "ms", series: "text", baseline: "opentelemetry" },
    { title: "size", unit: "MB", series: "text MB", baseline: "opentelemetry MB" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const exporter = await group.exporter(options.exporterFolder, SHAPE);
      const other = options.withBaselines ? await group.openTelemetry(SHAPE) : undefined;
      await repeat(collector, options, async (round, into) => {
        await exporter.process.ask("beat", round);
        await exporter.process.ask("idle");
        const ours = await scrape(`${exporter.url}/metrics`);
        into.add("text", ours.durationMs);
        into.add("text MB", ours.bodyBytes / 1e6);
        if (!other) return;
        await other.process.ask("beat", round);
        const theirs = await scrape(`${other.url}/metrics`);
        into.add("opentelemetry", theirs.durationMs);
        into.add("opentelemetry MB", theirs.bodyBytes / 1e6);
      });
      return collector.measurements;
    }),
};
