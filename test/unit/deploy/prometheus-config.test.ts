import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { DEFAULT_LISTEN_ADDRESS } from "../../../src/app/start-exporter";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { promqlDuration } from "../../../src/bundle/promql/promql-duration";

const ROOT = join(__dirname, "..", "..", "..");

interface PrometheusConfig {
  readonly global: Readonly<Record<string, string>>;
  readonly alerting: { readonly alertmanagers: readonly TargetGroups[] };
  readonly scrape_configs: readonly (TargetGroups & {
    readonly job_name: string;
    readonly honor_labels?: boolean;
    readonly metric_relabel_configs?: readonly object[];
  })[];
}

interface TargetGroups {
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}

const config = parse(readFileSync(join(ROOT, "deploy", "prometheus.yml"), "utf8")) as PrometheusConfig;

describe("deploy/prometheus.yml", () => {
  test("scrapes and evaluates as often as the rules are made for", () => {
    const interval = promqlDuration(DEFAULT_BUNDLE_OPTIONS.evaluationIntervalMs);

    expect([config.global["scrape_interval"], config.global["evaluation_interval"]]).toEqual([
      interval,
      interval,
    ]);
  });

  test("calls the exporter as the rules call it, and finds it at its default port", () => {
    const [exporter] = config.scrape_configs;

    expect(exporter?.job_name).toBe(DEFAULT_BUNDLE_OPTIONS.jobName);
    expect(exporter?.static_configs).toEqual([{ targets: [`exporter${DEFAULT_LISTEN_ADDRESS}`] }]);
  });

  test("puts back each label of the exporter that a target may have too, as the documents say it is done", () => {
    const [exporter] = config.scrape_configs;
    const documented = /```yaml\n(metric_relabel_configs:[\s\S]*?)```/.exec(
      readFileSync(join(ROOT, "docs", "alerts.md"), "utf8"),
    )?.[1];

    expect(exporter?.honor_labels).toBeUndefined();
    expect(exporter?.metric_relabel_configs).toEqual(
      DEFAULT_BUNDLE_OPTIONS.collidingLabels.flatMap((label) => [
        { source_labels: [`exported_${label}`], regex: "(.+)", target_label: label },
        { regex: `exported_${label}`, action: "labeldrop" },
      ]),
    );
    expect({ metric_relabel_configs: exporter?.metric_relabel_configs }).toEqual(parse(documented ?? ""));
  });

  test("scrapes every service of the compose file that has metrics, and no other", () => {
    const compose = parse(readFileSync(join(ROOT, "docker-compose.yml"), "utf8")) as {
      services: Record<string, { ports?: readonly string[]; profiles?: readonly string[] }>;
    };
    const usual = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined);
    const published = usual.flatMap(([name, { ports = [] }]) =>
      // Prometheus knows itself by another name.
      ports.map((port) => `${name === "prometheus" ? "localhost" : name}:${port.split(":").at(-1) ?? ""}`),
    );
    const targets = config.scrape_configs.flatMap(({ static_configs: groups }) =>
      groups.flatMap(({ targets: each }) => each),
    );

    expect([...targets].sort()).toEqual(published.sort());
    expect(targets).toContain(config.alerting.alertmanagers[0]?.static_configs[0]?.targets[0]);
  });
});
