import { Ajv } from "ajv";
import { parse } from "yaml";

import { rulesYaml } from "../../../../src/bundle/alerts/rules-yaml";
import { dashboardFiles } from "../../../../src/bundle/dashboards/dashboard-files";
import { chartFiles } from "../../../../src/bundle/helm/chart-files";
import { isSection } from "../../../../src/bundle/helm/chart-value";
import { chartValues } from "../../../../src/bundle/helm/chart-values";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import {
  container,
  manifest,
  MANIFEST_VERSION,
  manifests,
} from "../../../support/bundle/kubernetes-manifests";
import { SHIPPED_ALERTMANAGER_TEXTS } from "../../../support/bundle/shipped-alertmanager-config";

const FILES = new Map(
  chartFiles(DEFAULT_BUNDLE_OPTIONS, MANIFEST_VERSION, SHIPPED_ALERTMANAGER_TEXTS).map(({ path, text }) => [
    path,
    text,
  ]),
);

function file(path: string): string {
  const text = FILES.get(path);
  if (text === undefined) throw new Error(`expected a file ${path}`);
  return text;
}

const TEMPLATES = [...FILES].filter(([path]) => path.startsWith("templates/"));

const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(file("values.schema.json")) as object,
);

/** What the schema says of values, as Helm would show it. */
function problems(values: object): readonly string[] {
  validate(values);
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath}: ${message}`);
}

describe("The values of the chart", () => {
  test("have the manifests' own image, resources and sizes", () => {
    const values = parse(file("values.yaml")) as Record<string, Record<string, unknown>>;
    const claim = manifest("persistent-volume-claim.yaml").spec;

    expect(values["resources"]).toEqual(container().resources);
    expect([values["image"]?.["repository"], values["image"]?.["pullPolicy"]]).toEqual([
      "tidaldb-exporter",
      container().imagePullPolicy,
    ]);
    expect(values["persistence"]).toMatchObject({
      size: claim?.resources?.requests?.["storage"],
      accessModes: claim?.accessModes,
    });
    expect(values["serviceMonitor"]?.["interval"]).toBe("15s");
  });

  test("follow the options of a bundle", () => {
    const options = bundleOptions({
      thresholds: { offlineAfterMs: 90_000 },
      evaluationIntervalMs: 5_000,
      scrapeParts: 4,
      kubernetes: { tlsSecret: "cert", tlsServerName: "tidal.example", networkPolicy: true },
    });
    const own = chartFiles(options, MANIFEST_VERSION, SHIPPED_ALERTMANAGER_TEXTS).find(
      ({ path }) => path === "values.yaml",
    );

    expect(parse(own?.text ?? "")).toMatchObject({
      config: { health: { offline_after: "1m30s" } },
      serviceMonitor: { interval: "5s", parts: 4 },
      tls: { secretName: "cert", serverName: "tidal.example" },
      networkPolicy: { enabled: true },
    });
  });

  test("name no region: one of the example would stay among those of an installation, because Helm merges", () => {
    expect(parse(file("values.yaml"))).toMatchObject({ config: { cluster: { name: "tidaldb" } } });
    expect(file("values.yaml")).not.toContain("us-east");
    expect(file("templates/_helpers.tpl")).toContain('dict "0" "us-east" "1" "eu-west" "2" "ap-south"');
  });

  test("keep their schema", () => {
    expect(problems(parse(file("values.yaml")) as object)).toEqual([]);
  });

  test.each([
    ["a misspelt value", { replcias: 2 }, ": must NOT have additional properties"],
    ["one below a section", { image: { tga: "1" } }, "/image: must NOT have additional properties"],
    ["no control plane at all", { replicas: 0 }, "/replicas: must be >= 1"],
    [
      "more parts than a scrape has",
      { serviceMonitor: { parts: 65 } },
      "/serviceMonitor/parts: must be <= 64",
    ],
    ["half a control plane", { replicas: 1.5 }, "/replicas: must be integer"],
    ["a label that is no text", { commonLabels: { a: true } }, "/commonLabels/a: must be string"],
    ["a tag that YAML reads as a number", { image: { tag: 1.2 } }, "/image/tag: must be string"],
    [
      "half a digest",
      { image: { digest: "sha256:abc" } },
      '/image/digest: must match pattern "^(sha256:[0-9a-f]{64})?$"',
    ],
    [
      "a duration without a unit",
      { serviceMonitor: { interval: "15" } },
      '/serviceMonitor/interval: must match pattern "^([0-9]+(ms|[smhdwy]))+$"',
    ],
    [
      "a Secret that no Secret can be called",
      { tls: { secretName: "My_Cert" } },
      '/tls/secretName: must match pattern "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$"',
    ],
  ])("refuse %s", (_what, values, problem) => {
    expect(problems(values)).toEqual([problem]);
  });

  test("are each used by a template, and templates use no others", () => {
    const known = Object.entries(chartValues(DEFAULT_BUNDLE_OPTIONS)).flatMap(([key, entry]) =>
      isSection(entry) ? Object.keys(entry.values).map((name) => `${key}.${name}`) : [key],
    );
    const image = ["repository", "tag", "digest"].map((name) => `image.${name}`);
    const used = new Set(
      TEMPLATES.flatMap(([, text]) =>
        [...text.matchAll(/\.Values\.([a-zA-Z]+(?:\.[a-zA-Z]+)?)/g)].map(([, path = ""]) => path),
      ).map((path) => path.replace(/^config\..*/, "config")),
    );

    expect([...used, ...image].filter((path) => path !== "image").sort()).toEqual(known.sort());
  });

  test("are all in the README", () => {
    for (const key of Object.keys(parse(file("values.yaml")) as object)) {
      expect(file("README.md")).toMatch(new RegExp(`^\\| \`${key}[.\`]`, "m"));
    }
  });
});

describe("The chart", () => {
  test("has rules and dashboards as the other files have them", () => {
    const ofNoSeries = / +namespace: '\{\{ or \$labels\.namespace "release-namespace" \}\}'\n/g;

    expect(file("files/tidaldb.rules.yml").match(ofNoSeries)).toHaveLength(2);
    expect(file("files/tidaldb.rules.yml").replace(ofNoSeries, "")).toBe(rulesYaml(DEFAULT_BUNDLE_OPTIONS));
    for (const { path, text } of dashboardFiles(DEFAULT_BUNDLE_OPTIONS)) {
      if (path.endsWith(".json")) expect(file(`files/dashboards/${path}`)).toBe(text);
    }
  });

  test("has a template for every kind of object that the manifests have", () => {
    const kinds = TEMPLATES.flatMap(([, text]) =>
      [...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind),
    );

    expect(kinds).toEqual(expect.arrayContaining([...manifests().values()].map(({ kind }) => kind)));
  });

  test("is of the exporter's version, which is the tag of its image", () => {
    expect(parse(file("Chart.yaml"))).toMatchObject({
      apiVersion: "v2",
      name: "tidaldb-exporter",
      version: MANIFEST_VERSION,
      appVersion: MANIFEST_VERSION,
    });
  });

  test("leaves no name of one release to another", () => {
    for (const [path, text] of TEMPLATES) {
      const literal = [...text.matchAll(/^ *(?:- )?(?:name|claimName): (tidaldb-exporter.*)$/gm)].map(
        ([, name]) => name,
      );

      expect([path, literal.filter((name) => name !== "tidaldb-exporter")]).toEqual([path, []]);
    }
  });

  test("opens what it closes", () => {
    for (const [path, text] of TEMPLATES) {
      const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;

      expect([path, count(/\{\{-? (?:if|with|range|define) /g)]).toEqual([path, count(/\{\{-? end \}\}/g)]);
    }
  });
});
