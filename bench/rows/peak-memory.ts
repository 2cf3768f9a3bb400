import { FULL_CLUSTER } from "../cluster-shape";
import { SampleCollector } from "../measuring/sample-collector";
import { OPENMETRICS, scrape, TEXT } from "../measuring/scrape";
import type { Row } from "../measuring/row";
import { ProcessGroup } from "../processes/process-group";
import { YOUNG_GENERATION } from "../young-generation";

/** Refreshes and scrapes before memory is read. */
const ROUNDS = 4;
const MEGABYTE = 1e6;

export const peakMemory: Row = {
  name: "peak-memory",
  title: "Peak memory, 65,536 shards with four followers each",
  method:
    "The highest resident memory (VmHWM) of a fresh process after some rounds of new figures and full scrapes: " +
    `${ROUNDS} each, for the exporter in both formats and with gzip, for prom-client with gauges set on heartbeat in its one.`,
  note:
    "The account with little room for young objects, Node 20, of 288 MB: 44 are pages of Node's own file; 78 the text of all lines and the room behind it; 34 the histories of heads, by which lag becomes seconds; 51 what else is kept of 65,536 replicas and 262,144 followers; 48 the heap, 37 of it objects, blocks of lines above all; " +
    "some 20 lines that were replaced and wait for a collection, which hardly ever comes where nearly everything dies young, chunks and compression; the rest the allocator's. A fifth of prom-client's peak would be 215 MB: text, histories and columns beside Node leave 8 of them for everything else. " +
    "Node's own settings let 45 MB more of young objects lie. prom-client's peak differs from run to run, by how long Node lets its garbage lie: 1.06 to 1.49 GB were seen.",
  figures: [
    {
      title: "peak resident memory",
      unit: "MB",
      series: "peak",
      baseline: "prom-client peak",
      target: { kind: "ratio_at_most", factor: 0.25 },
    },
    {
      title: "as image and systemd unit start it",
      unit: "MB",
      series: "peak, little room",
      baseline: "prom-client peak",
      target: { kind: "ratio_at_most", factor: 0.2 },
    },
  ],
  measure: async ({ exporterFolder, repetitions, withBaselines }) => {
    const collector = new SampleCollector();
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      collector.add("peak", (await exporterPeakBytes(exporterFolder, [])) / MEGABYTE);
      collector.add(
        "peak, little room",
        (await exporterPeakBytes(exporterFolder, [YOUNG_GENERATION])) / MEGABYTE,
      );
      if (withBaselines && repetition < 2) {
        collector.add("prom-client peak", (await promClientPeakBytes()) / MEGABYTE);
      }
    }
    return collector.measurements;
  },
};

function exporterPeakBytes(exporterFolder: string, nodeFlags: readonly string[]): Promise<number> {
  return ProcessGroup.use(async (group) => {
    const { process, url } = await group.exporter(exporterFolder, FULL_CLUSTER, {}, nodeFlags);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await process.ask("beat", round);
      const accept = round % 2 === 0 ? OPENMETRICS : TEXT;
      await scrape(`${url}/metrics`, { accept, gzip: round === ROUNDS });
    }
    return process.peakMemoryBytes;
  });
}

function promClientPeakBytes(): Promise<number> {
  return ProcessGroup.use(async (group) => {
    const { process, url } = await group.promClient("set");
    for (let round = 1; round <= ROUNDS; round += 1) {
      await process.ask("beat", round);
      await scrape(`${url}/metrics`);
    }
    return process.peakMemoryBytes;
  });
}
