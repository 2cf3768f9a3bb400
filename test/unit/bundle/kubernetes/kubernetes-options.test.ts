import { posix } from "node:path";

import { parse } from "yaml";

import { prometheusRule } from "../../../../src/bundle/kubernetes/prometheus-rule";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { parseBundleOptions } from "../../../../src/bundle/options-file/read-bundle-options";
import { container, manifest, manifests, podSpec } from "../../../support/bundle/kubernetes-manifests";

const OPTIONS = bundleOptions({
  kubernetes: {
    tlsSecret: "certificate",
    tlsServerName: "exporter.example",
    priorityClassName: "system-cluster-critical",
    dashboardFolder: "tidalDB",
    networkPolicy: true,
  },
});

describe("With a certificate", () => {
  test("the exporter is started with a web configuration that names the files of the Secret where they are mounted", () => {
    const folder = container(OPTIONS).volumeMounts?.[0]?.mountPath ?? "";
    const sources = podSpec(OPTIONS).volumes?.[0]?.projected?.sources ?? [];
    const mounted = sources.flatMap(({ secret }) =>
      secret?.name === "certificate" ? (secret.items ?? []).map(({ path }) => path) : [],
    );
    const text = manifest("config-map.yaml", OPTIONS).data?.["web-config.yml"] ?? "";

    expect(container(OPTIONS).args).toContain(`--web.config.file=${posix.join(folder, "web-config.yml")}`);
    expect(parse(text)).toEqual({ tls_server_config: { cert_file: mounted[0], key_file: mounted[1] } });
    expect(mounted).toEqual(["tls/tls.crt", "tls/tls.key"]);
  });

  test("it is probed over HTTPS, and over HTTP without", () => {
    const schemes = (options?: typeof OPTIONS): readonly unknown[] => {
      const { startupProbe, livenessProbe, readinessProbe } = container(options);
      return [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.scheme);
    };

    expect([schemes(OPTIONS), schemes()]).toEqual([
      ["HTTPS", "HTTPS", "HTTPS"],
      [undefined, undefined, undefined],
    ]);
  });

  test("it is scraped over HTTPS, under the name in the certificate, believing the authority beside it", () => {
    expect(manifest("service-monitor.yaml", OPTIONS).spec.endpoints[0]).toMatchObject({
      scheme: "https",
      tlsConfig: {
        ca: { secret: { name: "certificate", key: "ca.crt" } },
        serverName: "exporter.example",
      },
    });
  });
});

test("The network policy lets pods of every namespace reach the exporter's port, and is there when it is asked for", () => {
  const { spec } = manifest("network-policy.yaml", OPTIONS);

  expect(spec?.podSelector).toEqual(manifest("deployment.yaml").spec?.selector);
  expect(spec?.ingress).toEqual([
    { from: [{ namespaceSelector: {} }], ports: [{ port: container().ports?.[0]?.name, protocol: "TCP" }] },
  ]);
  expect([...manifests().keys()]).not.toContain("network-policy.yaml");
});

test("Pods have the priority, and dashboards the folder", () => {
  const annotations = [...manifests(OPTIONS).values()]
    .filter(({ metadata }) => metadata.labels["grafana_dashboard"] === "1")
    .map(({ metadata }) => (metadata as { annotations?: object }).annotations);

  expect([podSpec(OPTIONS).priorityClassName, podSpec().priorityClassName]).toEqual([
    "system-cluster-critical",
    undefined,
  ]);
  expect(annotations.length).toBeGreaterThan(3);
  for (const each of annotations) expect(each).toEqual({ grafana_folder: "tidalDB" });
});

test("Alerts that no series gives a namespace have the one of the options, unless they have their own", () => {
  const namespaces = (options = DEFAULT_BUNDLE_OPTIONS): readonly (readonly [string, string])[] =>
    prometheusRule(options).spec.groups.flatMap(({ rules }) =>
      rules.flatMap((rule): [string, string][] => {
        const namespace = "alert" in rule ? rule.labels["namespace"] : undefined;
        return "alert" in rule && namespace !== undefined ? [[rule.alert, namespace]] : [];
      }),
    );
  const named = bundleOptions({ kubernetes: { namespace: "monitoring" } });

  expect(namespaces()).toEqual([]);
  expect(namespaces(named).toSorted()).toEqual([
    ["TidaldbExporterAbsent", '{{ or $labels.namespace "monitoring" }}'],
    ["Watchdog", '{{ or $labels.namespace "monitoring" }}'],
  ]);
  const labelled = bundleOptions({
    kubernetes: { namespace: "monitoring" },
    scopeLabels: ["cluster", "job"],
    alertLabels: { namespace: "own" },
  });
  expect(new Set(namespaces(labelled).map(([, namespace]) => namespace))).toEqual(new Set(["own"]));
});

describe("A file of options", () => {
  const read = (text: string): ReturnType<typeof parseBundleOptions> =>
    parseBundleOptions(text, "options.yml", { changes: {}, sourceOf: () => "" });

  test("says what the objects of Kubernetes have otherwise", () => {
    expect(
      read("kubernetes: { tls_secret: cert, network_policy: true, dashboard_folder: a b }"),
    ).toMatchObject({
      ok: true,
      value: { kubernetes: { tlsSecret: "cert", networkPolicy: true, dashboardFolder: "a b" } },
    });
  });

  test("says in how many parts exporters are scraped", () => {
    expect(read("scrape_parts: 8")).toMatchObject({ ok: true, value: { scrapeParts: 8 } });
  });

  test.each(["0", "65", "1.5", "-1", "many", '"8"', "[8]", "8/8"])("refuses scrape_parts: %s", (value) => {
    const result = read(`scrape_parts: ${value}\n`);

    expect(result.ok ? [] : result.problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("expected a whole number from 1 to 64, got ") as string,
      }),
    ]);
  });

  test.each([
    ["tls_secret: My_Cert", 'expected the name of an object in Kubernetes (a-z, 0-9, "-" and "."), or ""'],
    ["priority_class_name: 1", "expected the name of an object in Kubernetes"],
    ['dashboard_folder: " a"', "expected a text of one line"],
    ["network_policy: yes please", "expected true or false"],
    ["tls_sceret: a", "unknown key; did you mean tls_secret?"],
  ])("is refused with %s", (line, message) => {
    const result = read(`kubernetes:\n  ${line}\n`);

    expect(result.ok ? [] : result.problems).toEqual([
      expect.objectContaining({ line: 2, message: expect.stringContaining(message) as string }),
    ]);
  });
});
