import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { CATALOGUE } from "../../../src/metrics/catalogue/catalogue";
import type { ExporterStatus } from "../../../src/metrics/terms/exporter-status";
import { noRefusals } from "../../../src/metrics/terms/refusal-counts";
import { TEXT_WRITER } from "../../../src/metrics/formats/text-writer";

/** A program that is up and has never rendered anything, but for what is given. */
export function exporterStatus(given: Partial<ExporterStatus> = {}): ExporterStatus {
  return {
    version: "1.2.3",
    revision: "abc",
    nodeVersion: "v20.0.0",
    configReloadSuccessful: true,
    configReloadSuccessAtNs: undefined,
    refusals: noRefusals(),
    lastRenderSeconds: undefined,
    lastSeries: undefined,
    seriesShed: undefined,
    ...given,
  };
}

/**
 * The sample lines of one metric of the catalogue in the text format, without comments.
 *
 * @throws Error when the catalogue has no metric of that name.
 */
export function renderedMetric(
  name: string,
  cluster: ClusterSnapshot,
  exporter: ExporterStatus = exporterStatus(),
): readonly string[] {
  const metric = CATALOGUE.find((candidate) => candidate.name === name);
  if (!metric) throw new Error(`the catalogue has no metric ${name}`);
  return Array.from(metric.samples({ cluster, exporter }), (sample) =>
    TEXT_WRITER.sample(metric, sample).trimEnd(),
  );
}
