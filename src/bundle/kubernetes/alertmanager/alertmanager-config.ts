import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import { parse } from "yaml";

import { inlinedTemplate } from "./inlined-template";
import { OBJECT_LABELS, OBJECT_NAMES } from "../object-names";
import type { AlertmanagerTexts, ShippedAlertmanager } from "./shipped-alertmanager";

type Spec = IAlertmanagerConfig["spec"];

/** What reaches whoever shares an Alertmanager with others: alerts of this bundle, and the dead man's switch. */
const OUR_ALERTS = "Tidaldb.+|Watchdog";

/** Keys whose name is not only written otherwise. */
const RENAMED: Readonly<Record<string, string>> = {
  api_url_file: "apiURL",
  client_url: "clientURL",
  credentials_file: "credentials",
  details: "details",
  equal: "equal",
  links: "pagerDutyLinkConfigs",
  routing_key_file: "routingKey",
  source_matchers: "sourceMatch",
  target_matchers: "targetMatch",
};

/**
 * Routes, inhibitions and receivers as the Prometheus operator merges them into the configuration of an Alertmanager that
 * others use too. Texts bring their templates along, because such an object cannot name a file.
 *
 * @throws RangeError when the shipped configuration has something for which the operator has no word here.
 */
export function alertmanagerConfig(texts: AlertmanagerTexts): IAlertmanagerConfig {
  const shipped = parse(texts.config) as ShippedAlertmanager;
  const { route, inhibit_rules: inhibitRules, receivers } = shipped;
  const root = { ...route, matchers: [`alertname=~"${OUR_ALERTS}"`] };
  return {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: { name: OBJECT_NAMES.alertmanager, labels: OBJECT_LABELS },
    spec: {
      route: converted(root, texts),
      inhibitRules: converted(inhibitRules, texts),
      receivers: converted(receivers, texts),
    } as Spec,
  };
}

function converted(node: unknown, texts: AlertmanagerTexts): unknown {
  if (Array.isArray(node)) return node.map((each) => converted(each, texts));
  if (typeof node === "string") return inlinedTemplate(node, texts.templates);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => entry(key, value, texts));
  return Object.fromEntries(entries);
}

function entry(key: string, value: unknown, texts: AlertmanagerTexts): readonly [string, unknown] {
  const name = RENAMED[key] ?? camelCase(key);
  if (key.endsWith("_file")) return [name, secretKey(String(value))];
  if (key.endsWith("matchers")) return [name, (value as readonly string[]).map(matcher)];
  if (key === "links") {
    const links = value as readonly { readonly text: string; readonly href: string }[];
    return [
      name,
      links.map(({ text, href }) => ({ alt: text, href: inlinedTemplate(href, texts.templates) })),
    ];
  }
  if (key === "details") {
    const details = Object.entries(value as Readonly<Record<string, string>>);
    return [
      name,
      details.map(([field, text]) => ({ key: field, value: inlinedTemplate(text, texts.templates) })),
    ];
  }
  // An address belongs to an installation, and so into its Secret; one of a template is none.
  if (key === "url" && !String(value).includes("{{")) {
    return ["urlSecret", { name: OBJECT_NAMES.receivers, key: DEAD_MANS_SWITCH_URL }];
  }
  return [name, converted(value, texts)];
}

/** The key with the address that the dead man's switch is told at; the shipped configuration names a placeholder. */
const DEAD_MANS_SWITCH_URL = "dead-mans-switch-url";

/** What was a file of one line is a key of the Secret, by the same name. */
function secretKey(path: string): { readonly name: string; readonly key: string } {
  return { name: OBJECT_NAMES.receivers, key: path.replace(/^.*\//, "") };
}

function matcher(text: string): object {
  const [, name, matchType, value] = /^(\w+)(=~|!~|!=|=)(".*")$/.exec(text) ?? [];
  if (value === undefined) throw new RangeError(`${text}: expected a matcher such as severity="critical"`);
  return { name, matchType, value: JSON.parse(value) as unknown };
}

function camelCase(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The keys of the Secret that receivers read, in the order of the configuration. */
export function receiverKeys(config: IAlertmanagerConfig): readonly string[] {
  const found = JSON.stringify(config).matchAll(
    new RegExp(`\\{"name":"${OBJECT_NAMES.receivers}","key":"([^"]+)"\\}`, "g"),
  );
  return [...new Set([...found].map(([, key = ""]) => key))];
}
