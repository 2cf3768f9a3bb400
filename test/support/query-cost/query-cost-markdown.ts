import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { QueryCost } from "./query-cost";
import type { ClusterSize } from "./scraped-cluster";

/** What one panel may read. */
export const MOST_SAMPLES = 50_000;

const SCRAPED_EVERY_SECONDS = DEFAULT_BUNDLE_OPTIONS.evaluationIntervalMs / 1000;

/** The sizes of clusters in the document; the last is the largest that the limit is promised for. */
export const QUERY_COST_SIZES: readonly ClusterSize[] = [10, 100, 1000].map((shards) => ({
  shards,
  followers: 3,
  regions: 8,
}));

/** The document about what dashboards cost, from the costs at each of {@link QUERY_COST_SIZES}. */
export function queryCostMarkdown(costs: readonly (readonly QueryCost[])[]): string {
  const [first = []] = costs;
  const heading = QUERY_COST_SIZES.map(({ shards }) => `${shards.toLocaleString("en")} shards`);
  const section = (kind: QueryCost["kind"]): readonly string[] => [
    `| dashboard | ${kind} | ${heading.join(" | ")} |`,
    `| --- | --- | ${heading.map(() => "---:").join(" | ")} |`,
    ...first
      .map(({ dashboard, place, kind: own }, index) => ({ dashboard, place, own, index }))
      .filter(({ own }) => own === kind)
      .map(({ dashboard, place, index }) => {
        const samples = costs.map((each) => (each[index]?.samples ?? 0).toLocaleString("en"));
        return `| ${dashboard} | ${place} | ${samples.join(" | ")} |`;
      }),
  ];
  return `<!-- Written by \`npm run query-cost\`. Changes made here are lost. -->

# What the dashboards cost

Samples that Prometheus reads for each panel, as it counts them itself, at the dashboard's default range, six hours of objectives and one of all others, with all values of
all variables chosen. Work is planned in each region. The cluster has eight regions, and each shard a leader and three followers that all send heartbeats; one exporter
serves every detail, and is scraped every ${SCRAPED_EVERY_SECONDS} s. Prometheus refuses a query of more than 50 million samples; a panel of this bundle reads
no more than ${MOST_SAMPLES.toLocaleString("en")}, because what is drawn of thousands of replicas is recorded by rules first. A test measures the
largest of these clusters again. What is not recorded is read of every exporter: with three of them, up to three times as much.

## Panels

${section("panel").join("\n")}

## Annotations

${section("annotation").join("\n")}
`;
}
