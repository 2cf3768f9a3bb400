import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import type { AlertmanagerTexts } from "../../../src/bundle/kubernetes/alertmanager/shipped-alertmanager";

const ALERTS_FOLDER = join(__dirname, "..", "..", "..", "alerts");
const SECRETS_FOLDER = "/etc/alertmanager/secrets";

/** A route of the configuration, as far as tests read it. */
export interface AlertmanagerRoute {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly routes?: readonly AlertmanagerRoute[];
}

interface Receiver {
  readonly name: string;
  readonly webhook_configs?: readonly Readonly<Record<string, unknown>>[];
}

/** alerts/alertmanager.yml, as far as tests read it. */
export interface AlertmanagerConfig {
  readonly templates: readonly string[];
  readonly route: AlertmanagerRoute;
  readonly inhibit_rules: readonly {
    readonly source_matchers: readonly string[];
    readonly target_matchers: readonly string[];
    readonly equal: readonly string[];
  }[];
  readonly receivers: readonly Receiver[];
}

/** Where the shipped configuration is. */
export const SHIPPED_ALERTMANAGER_CONFIG = join(ALERTS_FOLDER, "alertmanager.yml");

/** The same as text, beside its templates. */
export const SHIPPED_ALERTMANAGER_TEXTS: AlertmanagerTexts = {
  config: readFileSync(SHIPPED_ALERTMANAGER_CONFIG, "utf8"),
  templates: readFileSync(join(ALERTS_FOLDER, "templates", "tidaldb.tmpl"), "utf8"),
};

/** The shipped configuration, with its secrets in another folder. */
export function shippedAlertmanagerConfig(secretsFolder = SECRETS_FOLDER): AlertmanagerConfig {
  const text = readFileSync(SHIPPED_ALERTMANAGER_CONFIG, "utf8");
  return parse(text.replaceAll(SECRETS_FOLDER, secretsFolder)) as AlertmanagerConfig;
}

/**
 * The shipped configuration for a rehearsal: its routes, inhibitions, receivers and templates as they are, but all that it
 * would send to the world goes to one server, and each receiver has a webhook beside it. What Slack's address is stands in
 * a secret.
 *
 * @param secretsFolder - in place of the folder that the shipped configuration names.
 * @param inboxUrl - base URL of the server.
 * @param speed - by how much its waiting times are divided; none becomes shorter than a second.
 */
export function rehearsalAlertmanagerConfig(secretsFolder: string, inboxUrl: string, speed: number): object {
  const config = shippedAlertmanagerConfig(secretsFolder);
  const webhook = { url: `${inboxUrl}/webhook`, send_resolved: true };
  return {
    ...config,
    global: { pagerduty_url: `${inboxUrl}/pagerduty` },
    templates: config.templates.map((glob) => join(ALERTS_FOLDER, glob)),
    route: faster(config.route, speed),
    receivers: config.receivers.map((receiver) => ({
      ...receiver,
      webhook_configs: [
        ...(receiver.webhook_configs ?? []).map((each) => ({ ...each, url: `${inboxUrl}/${receiver.name}` })),
        webhook,
      ],
    })),
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function faster(route: AlertmanagerRoute, speed: number): object {
  const times = Object.entries(route).flatMap(([key, value]) => {
    const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(String(value)) ?? [];
    if (count === undefined) return [];
    const seconds = (Number(count) * (UNIT_SECONDS[unit] ?? 1)) / speed;
    return [[key, `${Math.max(1, Math.round(seconds))}s`] as const];
  });
  return {
    ...route,
    ...Object.fromEntries(times),
    ...(route.routes && { routes: route.routes.map((child) => faster(child, speed)) }),
  };
}
