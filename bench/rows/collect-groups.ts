import { ALL_SHARDS } from "../cluster-shape";
import type { Figure } from "../measuring/figure";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { KeptScraper } from "../measuring/kept-scraper";
import { ProcessGroup } from "../processes/process-group";

const SIZES = [15, 1_000, ALL_SHARDS] as const;
const GROUPS = "collect%5B%5D=cluster&collect%5B%5D=region";

/** A scrape of a small cluster takes less than the spread of one measurement. */
const SCRAPES = 20;

export const collectGroups: Row = {
  name: "collect-groups",
  title: "Only the cluster and its regions: collect[]=cluster&collect[]=region",
  method:
    "Every shard sends new figures before each scrape. The evaluation of the regions is timed apart, by `figures()` inside the " +
    "process; what is held to the target is the scrape less that evaluation.",
  note: "",
  figures: SIZES.flatMap((shards): readonly Figure[] => {
    const name = shards.toLocaleString("en-US");
    return [
      {
        title: `${name} shards, beyond the evaluation`,
        unit: "ms",
        series: `${shards} beyond`,
        target: { kind: "at_most", value: 1 },
      },
      { title: `${name} shards, the evaluation`, unit: "ms", series: `${shards} evaluation` },
    ];
  }),
  measure: async ({ exporterFolder, repetitions }) => {
    const collector = new SampleCollector();
    for (const shards of SIZES) {
      await ProcessGroup.use(async (group) => {
        const { process, url } = await group.exporter(exporterFolder, { shards, followers: 4 });
        const scraper = new KeptScraper(url);
        const scrapes = shards === ALL_SHARDS ? repetitions : SCRAPES;
        for (let round = -scrapes; round < scrapes; round += 1) {
          await process.ask("beat", round + scrapes + 1);
          await process.ask("idle");
          const { durationMs } = await scraper.scrape(`/metrics?${GROUPS}`);
          const [evaluationMs = 0] = await process.ask("time", { call: "figures", times: 1 });
          if (round < 0) continue;
          collector.add(`${shards} evaluation`, evaluationMs);
          collector.add(`${shards} beyond`, Math.max(0, durationMs - evaluationMs));
        }
        scraper.close();
      });
    }
    return collector.measurements;
  },
};
