import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { scrapeConfigYaml, scrapeJob } from "../../../src/bundle/scrape-config";
import { parseScrapePart } from "../../../src/metrics/terms/scrape-part";
import { manifest } from "../../support/bundle/kubernetes-manifests";

const LARGE_SCRAPES = readFileSync(join(__dirname, "..", "..", "..", "docs", "large-scrapes.md"), "utf8");

test("the scrape job is the shipped configuration's, where nothing else is asked for", () => {
  const shipped = parse(
    readFileSync(join(__dirname, "..", "..", "..", "deploy", "prometheus.yml"), "utf8"),
  ) as {
    scrape_configs: readonly { metric_relabel_configs: readonly object[] }[];
  };
  const withoutDefaults = (configs: readonly object[]): object[] =>
    configs.map((config) => ({ action: "replace", ...config }));
  const job = scrapeJob(DEFAULT_BUNDLE_OPTIONS, ["exporter:10843"]);

  expect(job).toMatchObject({
    job_name: "tidaldb-exporter",
    scrape_interval: "15s",
    scrape_timeout: "10s",
    static_configs: [{ targets: ["exporter:10843"] }],
  });
  expect(job["metric_relabel_configs"]).toEqual(
    withoutDefaults(shipped.scrape_configs[0]?.metric_relabel_configs ?? []),
  );
});

test("in parts there is a target for each part that the exporter knows, told apart by what only Prometheus says of it", () => {
  const job = scrapeJob(bundleOptions({ scrapeParts: 64 }), ["a:1"]);
  const groups = job["static_configs"] as readonly { labels: Record<string, string> }[];
  const parts = groups.map(({ labels }) => parseScrapePart(labels["__param_part"] ?? ""));

  expect(parts).toEqual(
    Array.from({ length: 64 }, (_, i) => ({ ok: true, value: { number: i + 1, of: 64 } })),
  );
  for (const { labels } of groups) expect(labels["part"]).toBe(labels["__param_part"]);
  expect(job["metric_relabel_configs"]).toContainEqual({ action: "labeldrop", regex: "part" });
});

test("the job relabels what the operator's relabels", () => {
  const options = bundleOptions({ scrapeParts: 2, labelNames: { region: "tidaldb_region" } });
  const [endpoint] = manifest("service-monitor.yaml", options).spec.endpoints;
  const job = scrapeJob(options, ["a:1"])["metric_relabel_configs"] as readonly object[];

  expect(job.length).toBe(endpoint?.metricRelabelings?.length);
  expect(job[0]).toEqual({
    action: "replace",
    source_labels: ["region"],
    regex: "(.+)",
    target_label: "tidaldb_region",
  });
});

test("the document shows the job as a bundle writes it", () => {
  const documented = /```yaml\n([\s\S]*?)```/.exec(LARGE_SCRAPES)?.[1] ?? "";

  expect(parse(documented.replaceAll(/^ {2}/gm, ""))).toEqual({
    scrape_configs: [scrapeJob(bundleOptions({ scrapeParts: 3 }), ["127.0.0.1:10843"])],
  });
  expect(parse(scrapeConfigYaml(DEFAULT_BUNDLE_OPTIONS))).toEqual({
    scrape_configs: [scrapeJob(DEFAULT_BUNDLE_OPTIONS, ["tidaldb-exporter:10843"])],
  });
});
