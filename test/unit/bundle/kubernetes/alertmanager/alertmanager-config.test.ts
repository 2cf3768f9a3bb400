import { AlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import { parse } from "yaml";

import { alertmanagerConfig } from "../../../../../src/bundle/kubernetes/alertmanager/alertmanager-config";
import { alertmanagerFiles } from "../../../../../src/bundle/kubernetes/alertmanager/alertmanager-files";
import { inlinedTemplate } from "../../../../../src/bundle/kubernetes/alertmanager/inlined-template";
import { SHIPPED_ALERTMANAGER_TEXTS } from "../../../../support/bundle/shipped-alertmanager-config";

const CONFIG = alertmanagerConfig(SHIPPED_ALERTMANAGER_TEXTS);

type Tree = Readonly<Record<string, unknown>>;

interface Matcher {
  readonly name: string;
  readonly matchType: string;
  readonly value: string;
}

/** What an object says in the words of a configuration file, as the operator writes one. */
function asFile(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asFile);
  if (typeof node === "string") return node.replace(/^\{\{ define [^]*\{\{-? end \}\}/, "");
  if (typeof node !== "object" || node === null) return node;
  const tree = node as Tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]): [string, unknown] => {
      const isSecret =
        typeof value === "object" && value !== null && Object.keys(value).join() === "name,key";
      const name = FILE_NAMES[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      if (key === "urlSecret") return ["url", "http://dead-mans-switch.invalid/tidaldb"];
      if (isSecret) return [`${name}_file`, `/etc/alertmanager/secrets/${String((value as Tree)["key"])}`];
      if (name.endsWith("matchers")) {
        const matchers = value as readonly Matcher[];
        return [name, matchers.map((each) => `${each.name}${each.matchType}"${each.value}"`)];
      }
      if (key === "details") {
        const pairs = value as readonly { key: string; value: string }[];
        return [name, Object.fromEntries(pairs.map((pair) => [pair.key, asFile(pair.value)]))];
      }
      if (key === "pagerDutyLinkConfigs") {
        const links = value as readonly { alt: string; href: string }[];
        return [name, links.map(({ alt, href }) => ({ text: alt, href: asFile(href) }))];
      }
      return [name, asFile(value)];
    }),
  );
}

const FILE_NAMES: Readonly<Record<string, string>> = {
  apiURL: "api_url",
  clientURL: "client_url",
  matchers: "matchers",
  pagerDutyLinkConfigs: "links",
  sourceMatch: "source_matchers",
  targetMatch: "target_matchers",
};

describe("The AlertmanagerConfig", () => {
  test("is one that the operator's own definition takes, which refuses a misspelt kind of matcher", () => {
    const broken = structuredClone(CONFIG);
    for (const matcher of broken.spec.route?.matchers ?? []) matcher.matchType = "~" as "=";

    expect(() => {
      new AlertmanagerConfig(CONFIG).validate();
    }).not.toThrow();
    expect(() => {
      new AlertmanagerConfig(broken).validate();
    }).toThrow(/matchType/);
  });

  test("says what the shipped configuration says, of the bundle's own alerts", () => {
    const { templates, ...shipped } = parse(SHIPPED_ALERTMANAGER_TEXTS.config) as {
      templates: unknown;
      route: object;
    };
    const route = { ...shipped.route, matchers: ['alertname=~"Tidaldb.+|Watchdog"'] };

    expect(templates).toBeDefined();
    expect(asFile(CONFIG.spec)).toEqual({ ...shipped, route });
  });

  test("has secrets only by their keys, all in one Secret that the instructions make", () => {
    const text = JSON.stringify(CONFIG);
    const [kustomization] = alertmanagerFiles(SHIPPED_ALERTMANAGER_TEXTS);
    const keys = [...text.matchAll(/"name":"tidaldb-alertmanager-receivers","key":"([^"]+)"/g)].map(
      ([, key]) => key,
    );

    expect(keys).toEqual([
      "pagerduty-routing-key",
      "slack-webhook-url",
      "dead-mans-switch-url",
      "dead-mans-switch-token",
    ]);
    for (const key of keys) expect(kustomization?.text).toContain(`--from-file=${key ?? ""}`);
    expect(text).not.toContain(".invalid");
    expect(text).not.toContain("/etc/alertmanager");
  });

  test("uses no template that it does not bring along", () => {
    const texts = JSON.stringify(CONFIG).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    const used = texts
      .map((text) => JSON.parse(text) as string)
      .filter((text) => text.includes("{{ template"));

    expect(used.length).toBeGreaterThan(10);
    for (const text of used) {
      const named = (keyword: string): readonly string[] =>
        [...text.matchAll(new RegExp(`\\{\\{-? *${keyword} "([^"]+)"`, "g"))].map(([, name = ""]) => name);

      expect(named("define")).toEqual(expect.arrayContaining([...named("template")]));
      expect(new Set(named("define")).size).toBe(named("define").length);
    }
  });
});

describe("The Secret with the whole configuration", () => {
  const file = alertmanagerFiles(SHIPPED_ALERTMANAGER_TEXTS).find(
    ({ path }) => path === "secret/alertmanager-secret.yaml",
  );
  const { stringData } = parse(file?.text ?? "") as { stringData: Record<string, string> };
  const config = stringData["alertmanager.yaml"] ?? "";

  test("is the shipped one, with files where the operator mounts them", () => {
    const paths = [...config.matchAll(/_file: (\S+)/g)].map(([, path]) => path);

    expect(paths).toEqual([
      "/etc/alertmanager/secrets/tidaldb-alertmanager-receivers/pagerduty-routing-key",
      "/etc/alertmanager/secrets/tidaldb-alertmanager-receivers/slack-webhook-url",
      "/etc/alertmanager/secrets/tidaldb-alertmanager-receivers/dead-mans-switch-token",
    ]);
    expect(parse(config)).toMatchObject({
      templates: ["/etc/alertmanager/config/*.tmpl"],
      route: (parse(SHIPPED_ALERTMANAGER_TEXTS.config) as { route: object }).route,
    });
    expect(stringData["tidaldb.tmpl"]).toBe(SHIPPED_ALERTMANAGER_TEXTS.templates);
  });
});

describe("A template that is brought along", () => {
  const DEFINITIONS = [
    "{{/* What it is. */}}",
    '{{ define "a" -}}',
    'a {{ if .X }}{{ template "b" . }}{{ end }}',
    "{{- end }}",
    "",
    "{{/* Of b. */}}",
    '{{ define "b" }}b{{ end }}',
  ].join("\n");

  test("comes with what it uses itself, once, and without comments", () => {
    expect(inlinedTemplate('{{ template "a" . }}{{ template "b" . }}', DEFINITIONS)).toBe(
      '{{ define "a" -}}\na {{ if .X }}{{ template "b" . }}{{ end }}\n{{- end }}{{ define "b" }}b{{ end }}' +
        '{{ template "a" . }}{{ template "b" . }}',
    );
  });

  test("is not there where none is used, and has to be defined", () => {
    expect(inlinedTemplate("{{ .ExternalURL }}", DEFINITIONS)).toBe("{{ .ExternalURL }}");
    expect(() => inlinedTemplate('{{ template "c" . }}', DEFINITIONS)).toThrow("c: expected a definition");
  });
});
