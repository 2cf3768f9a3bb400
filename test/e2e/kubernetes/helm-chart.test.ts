import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { Deployment } from "kubernetes-types/apps/v1";
import type { ConfigMap } from "kubernetes-types/core/v1";
import { parse } from "yaml";

import { kubernetesFiles } from "../../../src/bundle/kubernetes/kubernetes-files";
import { redundantKubernetesFiles } from "../../../src/bundle/kubernetes/redundant-files";
import { chartFiles } from "../../../src/bundle/helm/chart-files";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { BundleOptions } from "../../../src/bundle/options/options";
import type { BundleFile } from "../../../src/bundle/terms/bundle-file";
import { parseConfig } from "../../../src/config/parse";
import type { Manifest } from "../../support/bundle/kubernetes-manifests";
import { SHIPPED_ALERTMANAGER_TEXTS } from "../../support/bundle/shipped-alertmanager-config";
import { createManifestValidator } from "../../support/bundle/manifest-schema";
import type { ManifestValidator } from "../../support/bundle/manifest-schema";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { helmTemplate, objectsIn, runProgram } from "../../support/programs/render-manifests";

const DEPLOY = join(__dirname, "..", "..", "..", "deploy");
const CHART = join(DEPLOY, "helm", "tidaldb-exporter");
const RELEASE = "tidaldb-exporter";
const CONFIG_KEY = "tidaldb-exporter.yml";

/** What Helm adds to every object, and the chart to what selects the pods of one release. */
const HELMS_OWN = [
  "helm.sh/chart",
  "helm.sh/resource-policy",
  "app.kubernetes.io/managed-by",
  "app.kubernetes.io/instance",
  "app.kubernetes.io/version",
];

/** Alerts that no series gives a namespace have that of the release, which kustomize does not know. */
const OF_RELEASE = '{{ or $labels.namespace "monitoring" }}';

/** An object without what is Helm's, and with the exporter's configuration read, whose keys Helm sorts. */
function normalised(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(normalised);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node)
    .filter(([key, value]) => !HELMS_OWN.includes(key) && !(key === "namespace" && value === OF_RELEASE))
    .map(([key, value]): [string, unknown] => [
      key,
      key === CONFIG_KEY ? parse(value as string) : normalised(value),
    ])
    // Annotations of which none is left.
    .filter(([key, value]) => key !== "annotations" || Object.keys(value as object).length > 0);
  return Object.fromEntries(entries);
}

function allNormalised(objects: ReadonlyMap<string, Manifest>): object {
  return Object.fromEntries([...objects].map(([name, object]) => [name, normalised(object)]));
}

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "helm-chart-test-"));
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** What was rendered before, since several tests look at the same. */
const renderings = new Map<string, ReadonlyMap<string, Manifest>>();

function rendered(values: object, chart = CHART, release = RELEASE): ReadonlyMap<string, Manifest> {
  const key = JSON.stringify([chart, release, values]);
  const objects = renderings.get(key) ?? objectsIn(helmTemplate(chart, release, values, scratch));
  renderings.set(key, objects);
  return objects;
}

function writeFiles(folder: string, files: readonly BundleFile[]): string {
  for (const { path, text } of files) {
    const target = join(scratch, folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return join(scratch, folder);
}

/** The topology of deploy/kubernetes-ha, which is an example. */
const TOPOLOGY = { shards: [0, 1, 2].map((id) => ({ shard_id: id, region_id: id })) };

const OWN_OPTIONS = bundleOptions({
  jobName: 'a "b"',
  thresholds: { offlineAfterMs: 90_000 },
  labelNames: { region: "tidaldb_region" },
  scrapeParts: 3,
  kubernetes: {
    tlsSecret: "certificate",
    tlsServerName: "exporter.example",
    priorityClassName: "system-cluster-critical",
    dashboardFolder: 'tidalDB: "prod"',
    networkPolicy: true,
  },
});

describeWithProgram("helm", "Helm", () => {
  test("finds nothing wrong with the chart", () => {
    const { status, stdout, stderr } = runProgram("helm", "lint", "--strict", "--quiet", CHART);

    expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
  });

  test("packs it into less than a release's Secret may hold, with what it renders", () => {
    const { status, stdout } = runProgram("helm", "package", CHART, "--destination", scratch);

    expect([status, stdout]).toEqual([0, expect.stringContaining("tidaldb-exporter-")]);
    // 1 MiB of base64, for chart and objects, which compress alike.
    const sizes = runProgram("sh", "-c", `gzip -c "$(ls ${scratch}/*.tgz)" | wc -c`).stdout;
    expect(Number(sizes)).toBeLessThan(200_000);
  });

  describeWithProgram("kustomize", "beside kustomize", () => {
    const options = (own: BundleOptions): { one: string; several: string; chart: string } => {
      writeFiles("own/kubernetes", kubernetesFiles(own, "1.2.3"));
      writeFiles("own/kubernetes-ha", redundantKubernetesFiles(own, "1.2.3"));
      return {
        one: join(scratch, "own", "kubernetes"),
        several: join(scratch, "own", "kubernetes-ha"),
        chart: writeFiles("own/chart", chartFiles(own, "1.2.3", SHIPPED_ALERTMANAGER_TEXTS)),
      };
    };

    const built = (folder: string): object =>
      allNormalised(objectsIn(runProgram("kustomize", "build", folder)));

    test("makes the objects of deploy/kubernetes", () => {
      const objects = built(join(DEPLOY, "kubernetes"));

      expect(Object.keys(objects).length).toBeGreaterThan(8);
      expect(allNormalised(rendered({}))).toEqual(objects);
    });

    test("makes those of deploy/kubernetes-ha of three replicas with the same topology", () => {
      const values = { replicas: 3, config: { topology: TOPOLOGY } };

      expect(allNormalised(rendered(values))).toEqual(built(join(DEPLOY, "kubernetes-ha")));
    });

    test("makes the AlertmanagerConfig of deploy/kubernetes-alertmanager, where it is told to", () => {
      const objects = rendered({ alertmanagerConfig: { enabled: true } });
      const [[name = "", config] = []] = objectsIn(
        runProgram("kustomize", "build", join(DEPLOY, "kubernetes-alertmanager")),
      );

      expect(name).toBe("AlertmanagerConfig/tidaldb-alertmanager");
      expect(normalised(objects.get(name))).toEqual(normalised(config));
      expect([...rendered({}).keys()]).not.toContain(name);
    });

    test("gives alerts that no series gives a namespace that of the release, as a bundle does that is told of it", () => {
      const { one } = options(bundleOptions({ kubernetes: { namespace: "monitoring" } }));
      const rule = "PrometheusRule/tidaldb-rules";
      const specOf = (objects: ReadonlyMap<string, object>): unknown =>
        (objects.get(rule) as { readonly spec?: object } | undefined)?.spec;
      const spec = specOf(rendered({}));

      expect(spec).toEqual(specOf(objectsIn(runProgram("kustomize", "build", one))));
      expect(JSON.stringify(spec).split(JSON.stringify(OF_RELEASE))).toHaveLength(3);
    });

    test("lets receivers read another Secret", () => {
      const objects = rendered({ alertmanagerConfig: { enabled: true, receiversSecret: "our-receivers" } });
      const text = JSON.stringify(objects.get("AlertmanagerConfig/tidaldb-alertmanager"));

      expect(text).toContain('"name":"our-receivers"');
      expect(text).not.toContain("tidaldb-alertmanager-receivers");
    });

    test("makes the objects of a bundle with options, once and several times", () => {
      const { one, several, chart } = options(OWN_OPTIONS);

      expect(allNormalised(rendered({}, chart))).toEqual(built(one));
      expect(allNormalised(rendered({ replicas: 3, config: { topology: TOPOLOGY } }, chart))).toEqual(
        built(several),
      );
    });

    test("makes of values what a bundle makes of options", () => {
      const kubernetes = {
        tlsSecret: "certificate",
        tlsServerName: "exporter.example",
        priorityClassName: "high",
        dashboardFolder: "tidalDB",
        networkPolicy: true,
      };
      const folder = writeFiles(
        "values",
        kubernetesFiles(bundleOptions({ kubernetes, scrapeParts: 11 }), "1.2.3"),
      );
      const values = {
        image: { tag: "1.2.3" },
        tls: { secretName: "certificate", serverName: "exporter.example" },
        priorityClassName: "high",
        dashboards: { folder: "tidalDB" },
        networkPolicy: { enabled: true },
        serviceMonitor: { parts: 11 },
      };

      expect(allNormalised(rendered(values))).toEqual(built(folder));
    });
  });

  describe("with values", () => {
    let findings: ManifestValidator;

    beforeAll(() => {
      findings = createManifestValidator();
    }, 60_000);

    const NATS = {
      replicas: 3,
      config: {
        cluster: { name: "production", regions: { 0: "us-east" } },
        storage: { kind: "nats", bucket: "tidaldb" },
        nats: { servers: ["nats://nats:4222"], credentials_file: "nats/exporter.creds", heartbeats: true },
      },
      extraConfigSources: [
        { secret: { name: "nats", items: [{ key: "exporter.creds", path: "nats/exporter.creds" }] } },
      ],
    };

    const EVERYTHING = {
      ...NATS,
      commonLabels: { release: "kube-prometheus-stack" },
      image: {
        repository: "registry.example/x",
        digest: `sha256:${"0".repeat(64)}`,
        pullSecrets: [{ name: "r" }],
      },
      tokens: { existingSecret: "callers" },
      tls: { secretName: "certificate" },
      resources: {},
      priorityClassName: "123",
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "DoNotSchedule", labelSelector: {} },
      ],
      nodeSelector: { disk: "ssd" },
      tolerations: [{ operator: "Exists" }],
      affinity: { nodeAffinity: {} },
      podLabels: { team: "storage", "app.kubernetes.io/name": "other" },
      podAnnotations: { a: "true" },
      extraArgs: ["--log.level=debug"],
      extraEnv: [{ name: "TZ", value: "UTC" }],
      rollOnConfigChange: true,
      service: { type: "LoadBalancer", annotations: { b: "1" } },
      serviceMonitor: { labels: { release: "other" }, cluster: "1", interval: "30s", parts: 2 },
      prometheusRule: { labels: { role: "alerts" } },
      dashboards: { folder: "on", annotations: { c: "2" }, labels: { team: "storage" } },
      alertmanagerConfig: {
        enabled: true,
        labels: { alertmanager: "main" },
        receiversSecret: "our-receivers",
      },
      networkPolicy: { enabled: true, from: [{ podSelector: {} }] },
    };

    const CASES: readonly (readonly [string, object])[] = [
      ["the defaults", {}],
      ["NATS", NATS],
      ["everything", EVERYTHING],
      ["one control plane with NATS", { ...NATS, replicas: 1 }],
      ["no volume", { persistence: { enabled: false } }],
      [
        "a state file that may get lost",
        { persistence: { enabled: false }, config: { storage: { kind: "file" } } },
      ],
      ["a declared topology", { config: { storage: { kind: "config" }, topology: TOPOLOGY } }],
      ["objects that there are", { existingConfigMap: "own", persistence: { existingClaim: "own" } }],
      [
        "a storage class",
        { persistence: { storageClassName: "fast", size: "1Gi", accessModes: ["ReadWriteOncePod"] } },
      ],
      [
        "nothing of the Prometheus operator's",
        {
          serviceMonitor: { enabled: false },
          prometheusRule: { enabled: false },
          dashboards: { enabled: false },
        },
      ],
    ];

    const deploymentOf = (objects: ReadonlyMap<string, Manifest>): Deployment => {
      const found = [...objects.values()].find(({ kind }) => kind === "Deployment");
      return found as unknown as Deployment;
    };

    const configOf = (objects: ReadonlyMap<string, Manifest>): string =>
      ([...objects.values()] as readonly ConfigMap[]).flatMap(({ data }) => data?.[CONFIG_KEY] ?? [])[0] ??
      "";

    test.each(CASES)("has no field that an object does not have: %s", (_name, values) => {
      for (const object of rendered(values, CHART, "prod").values()) {
        expect([object.metadata.name, findings(object)]).toEqual([object.metadata.name, []]);
      }
    });

    test.each(CASES)("mounts what its volumes are, and objects that it has: %s", (_name, values) => {
      const objects = rendered(values, CHART, "prod");
      const pod = deploymentOf(objects).spec?.template.spec;
      const mounts = pod?.containers[0]?.volumeMounts?.map(({ name }) => name);
      const claims =
        pod?.volumes?.flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []) ?? [];

      expect(mounts).toEqual(pod?.volumes?.map(({ name }) => name));
      for (const claim of claims.filter((name) => name !== "own")) {
        expect([...objects.keys()]).toContain(`PersistentVolumeClaim/${claim}`);
      }
    });

    test.each(CASES.filter(([name]) => name !== "objects that there are"))(
      "makes a configuration that the exporter takes, and writes where it may: %s",
      (_name, values) => {
        const objects = rendered(values, CHART, "prod");
        const parsed = parseConfig(configOf(objects), `/etc/tidaldb-exporter/${CONFIG_KEY}`);
        const writable = deploymentOf(objects).spec?.template.spec?.volumes?.some(
          ({ name }) => name === "state",
        );

        expect(parsed).toMatchObject({ ok: true });
        expect(parsed.ok && parsed.value.storage.kind !== "config").toBe(writable);
      },
    );

    test("names the regions that were given, and none of the example", () => {
      expect(parse(configOf(rendered(NATS)))).toMatchObject({
        cluster: { name: "production", regions: { 0: "us-east" } },
        storage: { kind: "nats", bucket: "tidaldb", path: "/var/lib/tidaldb-exporter/copy.json" },
      });
      expect(configOf(rendered(NATS))).not.toContain("ap-south");
    });

    test("selects the pods of its own release, whatever labels they are given", () => {
      const objects = rendered(EVERYTHING, CHART, "prod");
      const { spec } = deploymentOf(objects);
      const selector = { "app.kubernetes.io/name": "tidaldb-exporter", "app.kubernetes.io/instance": "prod" };

      expect(spec?.selector).toEqual({ matchLabels: selector });
      expect(spec?.template.metadata?.labels).toMatchObject({ ...selector, team: "storage" });
    });

    test("rolls the pods when the configuration changes, where it is told to", () => {
      const checksum = (values: object): string | undefined =>
        deploymentOf(rendered(values)).spec?.template.metadata?.annotations?.["checksum/config"];
      const other = { ...EVERYTHING, config: { ...EVERYTHING.config, health: { offline_after: "20s" } } };

      expect(checksum(EVERYTHING)).toMatch(/^[0-9a-f]{64}$/);
      expect(checksum(EVERYTHING)).not.toBe(checksum(other));
      expect(checksum(NATS)).toBeUndefined();
    });

    test.each([
      [
        "a state file for several",
        { replicas: 2, config: { storage: { kind: "file" } } },
        "a state file has one writer",
      ],
      ["a misspelt value", { replcias: 2 }, "replcias"],
      ["no control plane", { replicas: 0 }, "replicas"],
    ])("refuses %s, and says why", (_what, values, reason) => {
      const { status, stderr } = helmTemplate(CHART, RELEASE, values, scratch);

      expect(status).not.toBe(0);
      expect(stderr).toContain(reason);
    });

    test("keeps the names of a release with the longest name within what Kubernetes takes", () => {
      const objects = rendered({ replicas: 3, config: { topology: TOPOLOGY } }, CHART, `a${"-b".repeat(26)}`);

      for (const { kind, metadata } of objects.values()) {
        expect([kind, metadata.name]).toEqual([
          kind,
          expect.stringMatching(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/),
        ]);
      }
    });
  });

  test("says what is still to be done", () => {
    // Helm prints notes only where there is a cluster; as a part of an object it renders them without.
    const files = chartFiles(DEFAULT_BUNDLE_OPTIONS, "1.2.3", SHIPPED_ALERTMANAGER_TEXTS).map(
      ({ path, text }) =>
        path === "templates/NOTES.txt"
          ? { path: "templates/notes.yaml", text: `notes: |\n${text.replace(/^/gm, "  ")}` }
          : { path, text },
    );
    const values = {
      replicas: 3,
      tls: { secretName: "certificate" },
      alertmanagerConfig: { enabled: true },
      prometheusRule: { enabled: false },
    };
    const { stdout } = helmTemplate(writeFiles("notes", files), RELEASE, values, scratch);

    expect(stdout).toContain("create secret generic tidaldb-exporter-tokens");
    expect(stdout).toContain("The regions are those of an example");
    expect(stdout).toContain("tidaldb-exporter-each and post to each address");
    expect(stdout).toContain("They know no topology");
    expect(stdout).toContain(
      "spec.alertmanagerConfigMatcherStrategy.type: None. Of rules from elsewhere, Watchdog",
    );
    expect(stdout).toContain("https://127.0.0.1:10843/");
  });
});
