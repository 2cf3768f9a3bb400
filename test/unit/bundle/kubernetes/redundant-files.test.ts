import type { Deployment } from "kubernetes-types/apps/v1";
import type { ConfigMap, Service } from "kubernetes-types/core/v1";
import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
import { parse } from "yaml";

import { redundantKubernetesFiles } from "../../../../src/bundle/kubernetes/redundant-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { parseConfig } from "../../../../src/config/parse";
import {
  container,
  manifest,
  MANIFEST_VERSION,
  manifests,
} from "../../../support/bundle/kubernetes-manifests";
import { createManifestValidator } from "../../../support/bundle/manifest-schema";

/** What a file of the overlay says, to do with as one likes. */
function read(path: string, options = DEFAULT_BUNDLE_OPTIONS): unknown {
  const file = redundantKubernetesFiles(options, MANIFEST_VERSION).find((each) => each.path === path);
  if (!file) throw new Error(`expected a file ${path}`);
  return parse(file.text);
}

/** The Deployment as kustomize makes it: that of one pod with what the patch replaces. */
function deployment(options = DEFAULT_BUNDLE_OPTIONS): Deployment {
  const [change] = read("deployment.yaml", options) as [
    { op: string; path: string; value: Deployment["spec"] },
  ];
  expect([change.op, change.path]).toEqual(["replace", "/spec"]);
  return { ...manifest("deployment.yaml"), ...(change.value && { spec: change.value }) };
}

const index = read("kustomization.yaml") as {
  resources: string[];
  patches: { path: string; target?: { kind: string; name: string } }[];
};
const each = read("service-each.yaml") as Service;
const budget = read("pod-disruption-budget.yaml") as PodDisruptionBudget;

test("every file is named once, and stands on the manifests for one pod", () => {
  const paths = redundantKubernetesFiles(DEFAULT_BUNDLE_OPTIONS, MANIFEST_VERSION).map(({ path }) => path);

  expect(["kustomization.yaml", ...index.resources, ...index.patches.map(({ path }) => path)].sort()).toEqual(
    [...paths, "../kubernetes"].sort(),
  );
});

test("every patch is of an object that those have", () => {
  const known = [...manifests().values()].map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const patched = index.patches.map(({ path, target }) => {
    const { kind, metadata } = target
      ? { kind: target.kind, metadata: target }
      : (read(path) as { kind: string; metadata: { name: string } });
    return `${kind} ${metadata.name}`;
  });

  expect(patched).toEqual([
    "ConfigMap tidaldb-exporter-config",
    "Deployment tidaldb-exporter",
    "PersistentVolumeClaim tidaldb-exporter-state",
  ]);
  expect(known).toEqual(expect.arrayContaining(patched));
});

test("no object has a field that its kind does not have", () => {
  const findings = createManifestValidator();

  for (const object of [read("config-map.yaml"), each, budget, deployment()]) {
    expect(findings(object as { kind: string })).toEqual([]);
  }
}, 60_000);

describe("Three control planes", () => {
  const { spec } = deployment();
  const pod = spec?.template.spec;
  const [first] = pod?.containers ?? [];

  test("are replaced one by one, each by one that has settled before it ends", () => {
    expect([spec?.replicas, spec?.strategy]).toEqual([
      3,
      { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    ]);
    const slow = bundleOptions({ thresholds: { offlineAfterMs: 90_000 } });
    expect([spec?.minReadySeconds, deployment(slow).spec?.minReadySeconds]).toEqual([45, 135]);
  });

  test("go on answering until nobody's list has them, and then have time to end", () => {
    const [command, seconds] = first?.lifecycle?.preStop?.exec?.command ?? [];

    expect(command).toBe("sleep");
    // Kubernetes kills after 30 s unless it is told otherwise; ending takes up to ten.
    expect(pod?.terminationGracePeriodSeconds).toBeUndefined();
    expect(Number(seconds) + 10).toBeLessThan(30);
  });

  test("are on different nodes, in different zones where there are some, also while they are replaced", () => {
    const constraints = pod?.topologySpreadConstraints ?? [];

    expect(constraints.map(({ topologyKey }) => topologyKey)).toEqual([
      "topology.kubernetes.io/zone",
      "kubernetes.io/hostname",
    ]);
    for (const constraint of constraints) {
      expect(constraint.labelSelector).toEqual(spec?.selector);
      expect(constraint.matchLabelKeys).toEqual(["pod-template-hash"]);
    }
  });

  test("are drained one at a time", () => {
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: spec?.selector });
  });

  test("are otherwise the one pod, without its volume", () => {
    const alone = container();

    expect(first).toEqual({
      ...alone,
      lifecycle: first?.lifecycle,
      volumeMounts: alone.volumeMounts?.filter(({ name }) => name !== "state"),
    });
    expect(pod?.volumes?.map(({ name }) => name)).toEqual(["config"]);
  });

  test("have the same topology, which none of them can change for itself", () => {
    const text = (read("config-map.yaml") as ConfigMap).data?.["tidaldb-exporter.yml"] ?? "";
    const parsed = parseConfig(text, "/etc/tidaldb-exporter/tidaldb-exporter.yml");

    expect(parsed).toMatchObject({ ok: true, value: { storage: { kind: "config" } } });
    expect(text).toContain("topology:");
  });
});

describe("The Service of the senders", () => {
  test("lists every pod, ready or not, instead of choosing one", () => {
    const { selector, ports } = manifest("service.yaml").spec ?? {};

    expect(each.spec).toMatchObject({ clusterIP: "None", publishNotReadyAddresses: true, selector, ports });
  });

  test("is not found by the ServiceMonitor, which finds the pods already", () => {
    const { matchLabels = {} } = manifest("service-monitor.yaml").spec.selector;
    const isFound = (service: Service): boolean =>
      Object.entries(matchLabels).every(([label, value]) => service.metadata?.labels?.[label] === value);

    expect([isFound(manifest("service.yaml")), isFound(each)]).toEqual([true, false]);
  });
});
