import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { CATALOGUE } from "../../../src/metrics/catalogue/catalogue";
import type { ExporterStatus } from "../../../src/metrics/terms/exporter-status";
import type { ExpositionFormat } from "../../../src/metrics/formats/exposition-format";
import { OPENMETRICS_WRITER } from "../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../src/metrics/formats/render-families";
import { groupsOfPart, partOfShard, WHOLE_SCRAPE } from "../../../src/metrics/terms/scrape-part";
import type { ScrapePart } from "../../../src/metrics/terms/scrape-part";
import { METRIC_GROUPS } from "../../../src/metrics/terms/metric-group";
import { TEXT_WRITER } from "../../../src/metrics/formats/text-writer";

/** What a scrape must say: everything made anew from a snapshot, in the plainest way that there is. */
export function naiveExposition(
  cluster: ClusterSnapshot,
  exporter: ExporterStatus,
  format: ExpositionFormat,
  part: ScrapePart = WHOLE_SCRAPE,
): string {
  const groups = groupsOfPart(new Set(METRIC_GROUPS), part);
  const replicas = [...cluster.replicas].filter(
    ({ shardId }) => partOfShard(shardId, part.of) === part.number,
  );
  const families = CATALOGUE.filter(({ group }) => groups.has(group)).map((metric) => ({
    header: metric,
    samples: metric.samples({
      cluster: metric.group === "shard" || metric.group === "follower" ? { ...cluster, replicas } : cluster,
      exporter,
    }),
  }));
  return [...renderFamilies(families, format === "text" ? TEXT_WRITER : OPENMETRICS_WRITER)].join("");
}
