import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rulesYaml } from "../../../src/bundle/alerts/rules-yaml";
import type { BundleOptions } from "../../../src/bundle/options/options";
import { AlertInbox } from "./alert-inbox";
import { prometheusConfig, REHEARSAL_SECRETS, writeTargets } from "./alerting-stack";
import type { WatchedTarget } from "./alerting-stack";
import { Alertmanager } from "../programs/alertmanager";
import { Prometheus } from "../programs/prometheus";
import { rehearsalAlertmanagerConfig } from "./shipped-alertmanager-config";

/** Prometheus' `--rules.alert.resend-delay`, and Alertmanager's `--cluster.peer-timeout`, unless they are told otherwise. */
const RESEND_DELAY_SECONDS = 60;
const PEER_TIMEOUT_SECONDS = 15;

/**
 * Two equal Prometheus with the bundle's rules, two Alertmanagers with the shipped configuration that gossip on loopback, and
 * who they tell. Each Prometheus scrapes all exporters and tells both Alertmanagers.
 */
export class RedundantStack {
  readonly #folder: string;
  readonly inbox: AlertInbox;
  readonly alertmanagers: readonly Alertmanager[];
  readonly prometheis: readonly Prometheus[];

  private constructor(
    folder: string,
    inbox: AlertInbox,
    alertmanagers: readonly Alertmanager[],
    prometheis: readonly Prometheus[],
  ) {
    this.#folder = folder;
    this.inbox = inbox;
    this.alertmanagers = alertmanagers;
    this.prometheis = prometheis;
  }

  /**
   * Starts everything. Each Prometheus scrapes for the first time five seconds later.
   *
   * @param options - of the rules.
   * @param speed - by how much the waiting times of Alertmanager, and those between the programs, are divided.
   */
  static async start(
    options: BundleOptions,
    speed: number,
    targets: readonly WatchedTarget[],
  ): Promise<RedundantStack> {
    const folder = await mkdtemp(join(tmpdir(), "redundant-stack-test-"));
    await writeFile(join(folder, "tidaldb.rules.yml"), rulesYaml(options));
    await writeTargets(folder, targets);
    const inbox = await AlertInbox.start();
    const alertmanagers: Alertmanager[] = [];
    const prometheis: Prometheus[] = [];
    const stack = new RedundantStack(folder, inbox, alertmanagers, prometheis);
    try {
      const gossip = await freeAddresses(2);
      for (const own of gossip) {
        const config = (secretsFolder: string): object =>
          rehearsalAlertmanagerConfig(secretsFolder, inbox.url, speed);
        const secrets = { ...REHEARSAL_SECRETS, "slack-webhook-url": `${inbox.url}/slack` };
        alertmanagers.push(await Alertmanager.start(config, secrets, gossipFlags(own, gossip, speed)));
      }
      const addresses = alertmanagers.map(({ address }) => address);
      const config = prometheusConfig(folder, options.jobName, addresses);
      const flags = [`--rules.alert.resend-delay=${RESEND_DELAY_SECONDS / speed}s`];
      prometheis.push(await Prometheus.start(config, flags), await Prometheus.start(config, flags));
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** Stops everything and removes its files. */
  async stop(): Promise<void> {
    await Promise.all(this.prometheis.map((each) => each.stop()))
      .finally(() => Promise.all(this.alertmanagers.map((each) => each.stop())))
      .finally(() => this.inbox.stop())
      .finally(() => rm(this.#folder, { recursive: true }));
  }
}

function gossipFlags(own: string, all: readonly string[], speed: number): readonly string[] {
  return [
    `--cluster.listen-address=${own}`,
    ...all.filter((address) => address !== own).map((address) => `--cluster.peer=${address}`),
    `--cluster.peer-timeout=${(PEER_TIMEOUT_SECONDS * 1000) / speed}ms`,
    // Settling takes some ten of these, and is waited for before anything is sent.
    "--cluster.gossip-interval=50ms",
    "--cluster.pushpull-interval=1s",
    "--cluster.reconnect-interval=1s",
  ];
}

/** HOST:PORTs at which nobody listens. Each has to be known to the other before either starts. */
async function freeAddresses(count: number): Promise<readonly string[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
  const addresses = servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return addresses;
}
