import { ALL_SHARDS } from "../cluster-shape";
import type { Figure } from "../measuring/figure";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { KeptScraper } from "../measuring/kept-scraper";
import { summarize } from "../measuring/statistics";
import { ProcessGroup } from "../processes/process-group";

const SIZES = [15, 1_000, ALL_SHARDS] as const;
const GROUPS = "collect%5B%5D=cluster&collect%5B%5D=region";

/** A scrape of a small cluster takes less than the spread of one measurement. */
const SCRAPES = 20;

export const collectGroups: Row = {
  name: "collect-groups",
  title: "Only the cluster and its regions: collect[]=cluster&collect[]=region",
  method:
    "Every shard sends new figures before each scrape. The evaluation of the regions is timed apart, by `totals()` inside the " +
    "process after another round of heartbeats (of 65,536 shards also after the background work that they leave); what is held to the target is the scrape less the median of those.",
  note: "Where it misses, it is the request itself: 0.4 to 0.7 ms with 15 shards as with 65,536, from one process to another over loopback, where a kept connection is asked and answered once; with 65,536 its code is in no cache, behind heartbeats that went through 100 MB of state and lines. Express is not passed, and nothing about the process is measured.",
  figures: SIZES.flatMap((shards): readonly Figure[] => {
    const name = shards.toLocaleString("en-US");
    return [
      {
        title: `${name} shards, beyond the evaluation`,
        unit: "ms",
        series: `${shards} beyond`,
        target: { kind: "at_most", value: 0.3 },
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
        const scrapes = shards === ALL_SHARDS ? 2 * repetitions : SCRAPES;
        let beat = 0;
        const change = async (): Promise<void> => {
          await process.ask("beat", (beat += 1));
          if (shards === ALL_SHARDS) await process.ask("idle");
        };
        const [evaluationsMs, scrapesMs]: [number[], number[]] = [[], []];
        for (let round = -scrapes; round < scrapes; round += 1) {
          await change();
          const [evaluationMs = 0] = await process.ask("time", { call: "figures", times: 1 });
          await change();
          const { durationMs } = await scraper.scrape(`/metrics?${GROUPS}`);
          if (round < 0) continue;
          evaluationsMs.push(evaluationMs);
          scrapesMs.push(durationMs);
        }
        const evaluationMs = summarize(evaluationsMs).median;
        for (const timeMs of evaluationsMs) collector.add(`${shards} evaluation`, timeMs);
        for (const timeMs of scrapesMs) collector.add(`${shards} beyond`, timeMs - evaluationMs);
        scraper.close();
      });
    }
    return collector.measurements;
  },
};
