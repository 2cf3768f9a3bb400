import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import { alertmanagerConfig } from "../../../src/bundle/kubernetes/alertmanager/alertmanager-config";
import { alertmanagerFiles } from "../../../src/bundle/kubernetes/alertmanager/alertmanager-files";
import { prometheusRule } from "../../../src/bundle/kubernetes/prometheus-rule";
import type { PrometheusRule } from "../../../src/bundle/kubernetes/prometheus-rule";
import { bundleOptions } from "../../../src/bundle/options/options";
import { SHIPPED_ALERTMANAGER_TEXTS } from "../../support/bundle/shipped-alertmanager-config";
import { amtool, renderTemplate } from "../../support/programs/amtool";
import type { TemplateData } from "../../support/programs/amtool";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { runProgram } from "../../support/programs/render-manifests";

const ALERT = {
  status: "firing",
  labels: { alertname: "TidaldbRegionOffline", severity: "critical", region: "eu-west", cluster: "prod" },
  annotations: {
    title: "eu-west silent: 15 replicas",
    summary: "A region is offline.",
    description: "All <replicas> of eu-west are silent.",
    runbook_url: "https://wiki.example.org/TidaldbRegionOffline.md",
    dashboard_url: "https://grafana.example.org/d/tidaldb-region?var-region=eu|west",
  },
  startsAt: "2026-03-01T10:00:00Z",
  endsAt: "2026-03-01T11:00:00Z",
} as const;

const NOTIFICATIONS: readonly (readonly [string, TemplateData])[] = [
  [
    "an alert",
    {
      status: "firing",
      groupLabels: { cluster: "prod", region: "eu-west" },
      externalURL: "http://am",
      alerts: [ALERT],
    },
  ],
  [
    "its end",
    {
      status: "resolved",
      groupLabels: { cluster: "prod", region: "eu-west" },
      externalURL: "http://am",
      alerts: [{ ...ALERT, status: "resolved" }],
    },
  ],
];

describeWithProgram("amtool", "Alertmanager's own tool", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "alertmanager-config-test-"));
    writeFileSync(join(folder, "none.tmpl"), "");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function renderText(text: string, data: TemplateData): string {
    const path = join(folder, "data.json");
    writeFileSync(path, JSON.stringify(data));
    const { status, stdout, stderr } = amtool(
      "template",
      "render",
      `--template.glob=${join(folder, "none.tmpl")}`,
      `--template.text=${text}`,
      `--template.data=${path}`,
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  const texts = [...new Set(textsIn(alertmanagerConfig(SHIPPED_ALERTMANAGER_TEXTS).spec))].flatMap((text) => {
    const [, name] = /\{\{ template "([^"]+)" \. \}\}$/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, text }];
  });

  test.each(NOTIFICATIONS)(
    "makes of the texts that bring their templates what it makes of the file's: %s",
    (_of, data) => {
      expect(texts.length).toBeGreaterThan(8);
      for (const { name, text } of texts) {
        expect([name, renderText(text, data)]).toEqual([name, renderTemplate(name, data)]);
      }
    },
  );

  test("takes the configuration in the Secret", () => {
    const file = alertmanagerFiles(SHIPPED_ALERTMANAGER_TEXTS).find(({ path }) =>
      path.startsWith("secret/alert"),
    );
    const { stringData } = parse(file?.text ?? "") as { stringData: Record<string, string> };
    for (const [name, text] of Object.entries(stringData)) {
      writeFileSync(join(folder, name), text.replaceAll("/etc/alertmanager/config", folder));
    }

    expect(amtool("check-config", join(folder, "alertmanager.yaml"))).toMatchObject({ status: 0 });
  });
});

describeWithProgram(
  "promtool",
  "The operator routes by an AlertmanagerConfig what has the label of its namespace, so",
  () => {
    test("Watchdog has that of the installation, and an exporter that vanished the one that it was in", () => {
      const folder = mkdtempSync(join(tmpdir(), "rules-in-namespace-"));
      const rule = prometheusRule(bundleOptions({ kubernetes: { namespace: "monitoring" } }));
      writeFileSync(join(folder, "rules.yml"), JSON.stringify(namesAndLabels(rule.spec)));
      const firing = (alertname: string, exp_labels: object): object => ({
        eval_time: "10m",
        alertname,
        exp_alerts: [{ exp_labels }],
      });
      const absent = { severity: "critical", job: "tidaldb-exporter" };
      const watchdog = firing("Watchdog", { severity: "none", namespace: "monitoring" });
      const tests = [
        {
          interval: "15s",
          input_series: [],
          alert_rule_test: [
            watchdog,
            firing("TidaldbExporterAbsent", { ...absent, namespace: "monitoring" }),
          ],
        },
        {
          interval: "15s",
          input_series: [
            {
              series: 'up{job="tidaldb-exporter",cluster="c",namespace="theirs",instance="a"}',
              values: "1x4 stale",
            },
          ],
          alert_rule_test: [
            watchdog,
            firing("TidaldbExporterAbsent", { ...absent, cluster: "c", namespace: "theirs" }),
          ],
        },
      ];
      writeFileSync(join(folder, "tests.yml"), JSON.stringify({ rule_files: ["rules.yml"], tests }));
      const { status, stdout, stderr } = runProgram("promtool", "test", "rules", join(folder, "tests.yml"));
      rmSync(folder, { recursive: true });

      expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
    });
  },
);

/** The two alerts in question, without what people read. */
function namesAndLabels({ groups }: PrometheusRule["spec"]): object {
  const rules = groups
    .flatMap((group) => group.rules)
    .filter((rule) => "alert" in rule && ["Watchdog", "TidaldbExporterAbsent"].includes(rule.alert))
    .map((rule) => ({ ...rule, annotations: {} }));
  return { groups: [{ name: "of-no-series", interval: "15s", rules }] };
}

/** Every text of a tree. */
function textsIn(node: unknown): readonly string[] {
  if (typeof node === "string") return [node];
  return typeof node === "object" && node !== null ? Object.values(node).flatMap(textsIn) : [];
}
