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
  note: "The exporter's peak hardly differs between runs; prom-client's does, by how long Node lets its garbage lie: 1.06 to 1.49 GB were seen, and below 1.2 GB the target is missed.",
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
