import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { ConfigMap } from "kubernetes-types/core/v1";
import { parse } from "yaml";

import { rulesYaml } from "../../../../src/bundle/alerts/rules-yaml";
import { dashboardFiles } from "../../../../src/bundle/dashboards/dashboard-files";
import { kubernetesFiles } from "../../../../src/bundle/kubernetes/kubernetes-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import {
  container,
  manifest,
  MANIFEST_VERSION,
  manifests,
  podSpec,
} from "../../../support/bundle/kubernetes-manifests";
import { createManifestValidator } from "../../../support/bundle/manifest-schema";
import type { ManifestValidator } from "../../../support/bundle/manifest-schema";

describe("Every manifest", () => {
  let findings: ManifestValidator;

  beforeAll(() => {
    findings = createManifestValidator();
  }, 60_000);

  test.each([...manifests().keys()])("%s has no field that its kind does not have", (path) => {
    const object = manifests().get(path);

    expect(object && findings(object)).toEqual([]);
  });

  test("has none either with all options for Kubernetes", () => {
    const kubernetes = {
      tlsSecret: "certificate",
      priorityClassName: "system-cluster-critical",
      dashboardFolder: "tidalDB",
      networkPolicy: true,
    };
    const objects = manifests(bundleOptions({ kubernetes, scrapeParts: 3 }));

    for (const [path, object] of objects) expect([path, findings(object)]).toEqual([path, []]);
    expect(objects.size).toBe(manifests().size + 1);
  });

  test("would be refused with a misspelt field, a wrong type or a missing field", () => {
    const broken = manifest("deployment.yaml") as unknown as { kind: string; spec: Record<string, unknown> };
    broken.spec["replicas"] = "one";
    broken.spec["strateggy"] = { type: "Recreate" };
    delete broken.spec["selector"];

    expect(findings(broken)).toEqual([
      "/Deployment/spec: must have required property 'selector'",
      "/Deployment/spec: must NOT have additional properties (strateggy)",
      "/Deployment/spec/replicas: must be number",
    ]);
    expect(findings({ kind: "Deploiment" })).toEqual(["/: must NOT have additional properties (Deploiment)"]);
  });

  test("keeps the patterns of the Prometheus operator's own definitions, such as those of durations", () => {
    const monitor = new ServiceMonitor(manifest("service-monitor.yaml"));
    const rule = new PrometheusRule(manifest("prometheus-rule.yaml"));
    const wrong = new ServiceMonitor(manifest("service-monitor.yaml"));
    for (const endpoint of wrong.spec.endpoints) endpoint.interval = "15 seconds";

    expect(() => {
      monitor.validate();
      rule.validate();
    }).not.toThrow();
    expect(() => {
      wrong.validate();
    }).toThrow(/interval/);
  });

  test("has a name that is a DNS label and the labels that tell what it belongs to", () => {
    for (const { apiVersion, metadata } of manifests().values()) {
      expect(apiVersion).not.toBe("");
      expect(metadata.name).toMatch(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(metadata.labels).toMatchObject({
        "app.kubernetes.io/name": "tidaldb-exporter",
        "app.kubernetes.io/part-of": "tidaldb",
      });
    }
  });

  test("has a name of its own among those of its kind", () => {
    const names = [...manifests().values()].map(({ kind, metadata }) => `${kind}/${metadata.name}`);

    expect(new Set(names).size).toBe(names.length);
  });

  test("means the same to a reader of YAML 1.1, which kubectl is", () => {
    for (const { text } of kubernetesFiles(DEFAULT_BUNDLE_OPTIONS, MANIFEST_VERSION)) {
      expect(parse(text, { version: "1.1" })).toEqual(parse(text));
    }
  });

  test("names no namespace, so that whoever applies it decides", () => {
    for (const { metadata } of manifests().values()) expect(metadata).not.toHaveProperty("namespace");
  });
});

describe("The kustomization", () => {
  test("names every manifest once, and the image that the Deployment runs", () => {
    const [file] = kubernetesFiles(DEFAULT_BUNDLE_OPTIONS, MANIFEST_VERSION);
    const { resources, images } = parse(file?.text ?? "") as { resources: string[]; images: object[] };

    expect(resources).toEqual([...manifests().keys()]);
    expect(container().image).toBe(`tidaldb-exporter:${MANIFEST_VERSION}`);
    expect(images).toEqual([
      { name: "tidaldb-exporter", newName: "tidaldb-exporter", newTag: MANIFEST_VERSION },
    ]);
  });

  test("says how the Secret is made, with every key that the pod mounts and not one secret", () => {
    const [file] = kubernetesFiles(DEFAULT_BUNDLE_OPTIONS, MANIFEST_VERSION);
    const keys = [...(file?.text ?? "").matchAll(/--from-literal=(\w+)="\$\(openssl rand -hex 32\)"/g)];
    const mounted = podSpec().volumes?.[0]?.projected?.sources?.[1]?.secret;

    expect(file?.text).toContain(`create secret generic ${mounted?.name ?? "?"} `);
    expect(keys.map(([, key]) => key)).toEqual(mounted?.items?.map(({ key }) => key));
  });
});

describe("Rules and dashboards in the manifests", () => {
  test("are those of the rules file", () => {
    expect(manifest("prometheus-rule.yaml").spec).toEqual(parse(rulesYaml(DEFAULT_BUNDLE_OPTIONS)));
  });

  test("are those of the dashboards' files, with the label that Grafana's sidecar looks for", () => {
    const labelled = [...manifests().values()].filter(
      ({ metadata }) => metadata.labels["grafana_dashboard"] === "1",
    );
    const files = dashboardFiles(DEFAULT_BUNDLE_OPTIONS).filter(({ path }) => path.endsWith(".json"));

    expect(files.length).toBeGreaterThan(0);
    expect((labelled as readonly ConfigMap[]).map(({ data }) => data)).toEqual(
      files.map(({ path, text }) => ({ [path]: text })),
    );
  });
});
