import { stringify } from "yaml";

import { EXPORTER_ENDPOINT } from "./kubernetes/exporter-endpoint";
import { OBJECT_NAMES } from "./kubernetes/object-names";
import { metricRelabelings, scrapeTimeout } from "./kubernetes/service-monitor";
import type { BundleOptions } from "./options/options";
import { promqlDuration } from "./promql/promql-duration";
import { PART_LABEL, scrapeParts } from "./terms/scrape-parts";

const INTRODUCTION = `# How a Prometheus without the operator scrapes the exporter, for its scrape_config_files (2.43 or newer) or to be copied among its
# scrape_configs. The targets are examples, and so is a token's file: see docs/access.md.
`;

/** The target label that becomes a query parameter. */
const PART_PARAMETER = `__param_${PART_LABEL}`;

/** A scrape job of Prometheus, as its configuration has it. */
export type ScrapeJob = Readonly<Record<string, unknown>>;

/**
 * The scrape job that rules and panels are made for. In parts an exporter is several targets of one `instance`, which differ in the label
 * `part`.
 */
export function scrapeJob(options: BundleOptions, targets: readonly string[]): ScrapeJob {
  const { jobName, evaluationIntervalMs, scrapeParts: count } = options;
  return {
    job_name: jobName,
    scrape_interval: promqlDuration(evaluationIntervalMs),
    scrape_timeout: scrapeTimeout(options),
    metrics_path: EXPORTER_ENDPOINT.metricsPath,
    static_configs: scrapeParts(count).map((part) => ({
      targets,
      ...(part !== undefined && { labels: { [PART_PARAMETER]: part, [PART_LABEL]: part } }),
    })),
    metric_relabel_configs: metricRelabelings(options).map((relabeling) =>
      Object.fromEntries(Object.entries(relabeling).map(([key, value]) => [snakeCase(key), value])),
    ),
  };
}

/** The job as a file of its own. */
export function scrapeConfigYaml(options: BundleOptions): string {
  const target = `${OBJECT_NAMES.exporter}:${EXPORTER_ENDPOINT.port}`;
  return INTRODUCTION + stringify({ scrape_configs: [scrapeJob(options, [target])] }, { lineWidth: 0 });
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
