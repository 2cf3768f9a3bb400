import { ALL_SHARDS } from "../cluster-shape";
import type { Figure } from "../measuring/figure";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { ProcessGroup } from "../processes/process-group";

const SIZES = [15, 1_000, ALL_SHARDS] as const;
const GROUPS = "collect%5B%5D=cluster&collect%5B%5D=region";

/** Short measurements: many of them cost nothing. */
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
  measure: async ({ exporterFolder }) => {
    const collector = new SampleCollector();
    for (const shards of SIZES) {
      await ProcessGroup.use(async (group) => {
        const { process, url } = await group.exporter(exporterFolder, { shards, followers: 4 });
        for (let round = -SCRAPES; round < SCRAPES; round += 1) {
          // A build that takes a second for each is measured as often as it takes to know that.
          const isSlow = shards === ALL_SHARDS && round < -2;
          if (isSlow) continue;
          await process.ask("beat", round + SCRAPES + 1);
          await process.ask("idle");
          const { durationMs } = await scrape(`${url}/metrics?${GROUPS}`);
          const [evaluationMs = 0] = await process.ask("time", { call: "figures", times: 1 });
          if (round < 0) continue;
          collector.add(`${shards} evaluation`, evaluationMs);
          collector.add(`${shards} beyond`, Math.max(0, durationMs - evaluationMs));
        }
      });
    }
    return collector.measurements;
  },
};
