import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import type { Exporter } from "../processes/process-group";
import { ProcessGroup } from "../processes/process-group";

const SCRAPERS = 10;

export const tenScrapers: Row = {
  name: "ten-scrapers",
  title: "Ten scrapers at once, with gzip",
  method:
    "CPU time of all threads of the exporter's process for ten full scrapes with gzip that are asked for at the same moment, " +
    "beside that for one; every shard changed before either.",
  note: "A compression that was large the last time begins 5 ms late, so that all who ask together share one; without that the first had one of its own, and ten cost 2.1 times what one does.",
  figures: [
    {
      title: "CPU time of ten against one",
      unit: "ms",
      series: "cpu of ten",
      baseline: "cpu of one",
      target: { kind: "ratio_at_most", factor: 2 },
    },
    { title: "until the last of the ten has everything", unit: "ms", series: "ten", baseline: "one" },
  ],
  measure: (options) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const exporter = await group.exporter(options.exporterFolder);
      await repeat(collector, options, async (round, into) => {
        const one = await scrapeAtOnce(exporter, 1, round * 2 + 1);
        const ten = await scrapeAtOnce(exporter, SCRAPERS, round * 2 + 2);
        into.add("one", one.durationMs);
        into.add("cpu of one", one.cpuMs);
        into.add("ten", ten.durationMs);
        into.add("cpu of ten", ten.cpuMs);
      });
      return collector.measurements;
    }),
};

async function scrapeAtOnce(
  { process, url }: Exporter,
  scrapers: number,
  round: number,
): Promise<{ readonly durationMs: number; readonly cpuMs: number }> {
  await process.ask("beat", round);
  await process.ask("idle");
  const cpuBeforeMs = await process.ask("cpuMs");
  const scrapes = await Promise.all(
    Array.from({ length: scrapers }, () => scrape(`${url}/metrics`, { gzip: true })),
  );
  const cpuMs = (await process.ask("cpuMs")) - cpuBeforeMs;
  return { cpuMs, durationMs: Math.max(...scrapes.map(({ durationMs }) => durationMs)) };
}
