import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rulesYaml } from "../../../src/bundle/alerts/rules-yaml";
import type { BundleOptions } from "../../../src/bundle/options/options";
import { AlertInbox } from "./alert-inbox";
import { Alertmanager } from "../programs/alertmanager";
import { Prometheus } from "../programs/prometheus";
import { rehearsalAlertmanagerConfig } from "./shipped-alertmanager-config";

/** An exporter to scrape, and the name of its cluster; undefined: its series have no label `cluster`. */
export interface WatchedTarget {
  readonly address: string;
  readonly cluster: string | undefined;
}

/** The secrets that the shipped configuration reads, for a test to recognise. */
export const REHEARSAL_SECRETS = {
  "pagerduty-routing-key": "routing-key-of-the-rehearsal",
  "dead-mans-switch-token": "token-of-the-rehearsal",
} as const;

/** A real Prometheus with the bundle's rules, a real Alertmanager with the shipped configuration, and who they tell. */
export class AlertingStack {
  readonly #folder: string;
  readonly inbox: AlertInbox;
  readonly alertmanager: Alertmanager;
  readonly prometheus: Prometheus;

  private constructor(folder: string, inbox: AlertInbox, alertmanager: Alertmanager, prometheus: Prometheus) {
    this.#folder = folder;
    this.inbox = inbox;
    this.alertmanager = alertmanager;
    this.prometheus = prometheus;
  }

  /**
   * Starts everything. Prometheus scrapes for the first time five seconds later.
   *
   * @param options - of the rules.
   * @param speed - by how much the waiting times of Alertmanager are divided.
   */
  static async start(
    options: BundleOptions,
    speed: number,
    targets: readonly WatchedTarget[],
  ): Promise<AlertingStack> {
    const folder = await mkdtemp(join(tmpdir(), "alerting-stack-test-"));
    await writeFile(join(folder, "tidaldb.rules.yml"), rulesYaml(options));
    await writeTargets(folder, targets);
    const inbox = await AlertInbox.start();
    const alertmanager = await Alertmanager.start(
      (secretsFolder) => rehearsalAlertmanagerConfig(secretsFolder, inbox.url, speed),
      { ...REHEARSAL_SECRETS, "slack-webhook-url": `${inbox.url}/slack` },
    );
    const prometheus = await Prometheus.start(
      prometheusConfig(folder, options.jobName, [alertmanager.address]),
    ).catch(async (error: unknown) => {
      await alertmanager.stop();
      await inbox.stop();
      throw error;
    });
    return new AlertingStack(folder, inbox, alertmanager, prometheus);
  }

  /** Has Prometheus scrape these from now on, as service discovery would. */
  scrape(targets: readonly WatchedTarget[]): Promise<void> {
    return writeTargets(this.#folder, targets);
  }

  /** Alerts about a cluster that fire and are silenced by another: `AlertName region`, sorted. */
  async silenced(cluster: string | undefined): Promise<readonly string[]> {
    const alerts = await this.alertmanager.alerts();
    return alerts
      .filter(({ labels, status }) => labels["cluster"] === cluster && status.inhibitedBy.length > 0)
      .map(({ labels }) => [labels["alertname"], labels["region"]].filter(Boolean).join(" "))
      .sort();
  }

  /** Stops everything and removes its files. */
  async stop(): Promise<void> {
    await this.prometheus
      .stop()
      .finally(() => this.alertmanager.stop())
      .finally(() => this.inbox.stop())
      .finally(() => rm(this.#folder, { recursive: true }));
  }
}

/** What Prometheus is configured with for a folder that has the rules and the targets. */
export function prometheusConfig(folder: string, jobName: string, alertmanagers: readonly string[]): object {
  return {
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: [join(folder, "tidaldb.rules.yml")],
    alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }] },
    scrape_configs: [
      {
        job_name: jobName,
        file_sd_configs: [{ files: [join(folder, "targets.json")], refresh_interval: "1s" }],
      },
    ],
  };
}

/** Writes what the configuration looks for its targets in, also while Prometheus runs. */
export async function writeTargets(folder: string, targets: readonly WatchedTarget[]): Promise<void> {
  const groups = targets.map(({ address, cluster }) => ({
    targets: [address],
    labels: cluster === undefined ? {} : { cluster },
  }));
  // In one step: Prometheus reads the file whenever it changes.
  const path = join(folder, "targets.json");
  await writeFile(`${path}.new`, JSON.stringify(groups));
  await rename(`${path}.new`, path);
}
