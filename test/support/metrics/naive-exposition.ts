import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { CATALOGUE } from "../../../src/metrics/catalogue/catalogue";
import type { ExporterStatus } from "../../../src/metrics/terms/exporter-status";
import type { ExpositionFormat } from "../../../src/metrics/formats/exposition-format";
import { OPENMETRICS_WRITER } from "../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../src/metrics/formats/render-families";
import { TEXT_WRITER } from "../../../src/metrics/formats/text-writer";

/** What a scrape must say: everything made anew from a snapshot, in the plainest way that there is. */
export function naiveExposition(
  cluster: ClusterSnapshot,
  exporter: ExporterStatus,
  format: ExpositionFormat,
): string {
  const families = CATALOGUE.map((metric) => ({
    header: metric,
    samples: metric.samples({ cluster, exporter }),
  }));
  return [...renderFamilies(families, format === "text" ? TEXT_WRITER : OPENMETRICS_WRITER)].join("");
}
