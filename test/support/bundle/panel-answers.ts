import type { ClassicDashboard } from "../../../src/bundle/dashboards/dashboard-shell";
import { DashboardAsker } from "./dashboard-asker";
import type { AnswerSeries } from "./dashboard-asker";
import { dataPanels, queriesOf } from "./grafana-dashboard";

/** What panels show of the last half minute of one cluster, asked of a Prometheus as Grafana would ask it. */
export class PanelAnswers {
  readonly #url: string;
  readonly #dashboards: readonly ClassicDashboard[];
  readonly #cluster: string;

  /**
   * @param url - the base URL of the Prometheus.
   * @param cluster - the one that is chosen on every dashboard.
   */
  constructor(url: string, dashboards: readonly ClassicDashboard[], cluster: string) {
    this.#url = url;
    this.#dashboards = dashboards;
    this.#cluster = cluster;
  }

  /** The values that a label has in what the panel draws. */
  async labels(uid: string, title: string, label: string): Promise<readonly (string | undefined)[]> {
    return (await this.#series(uid, title)).map(({ labels }) => labels[label]);
  }

  /** What the panel draws last for each value of a label. */
  async lastValues(uid: string, title: string, label: string): Promise<Readonly<Record<string, number>>> {
    return this.#values(uid, title, label, (values) => values.at(-1) ?? NaN);
  }

  /** The highest that the panel draws for each value of a label. */
  async mostValues(uid: string, title: string, label: string): Promise<Readonly<Record<string, number>>> {
    return this.#values(uid, title, label, (values) => Math.max(...values));
  }

  async #values(
    uid: string,
    title: string,
    label: string,
    read: (values: readonly number[]) => number,
  ): Promise<Readonly<Record<string, number>>> {
    const series = await this.#series(uid, title);
    return Object.fromEntries(series.map(({ labels, values }) => [labels[label] ?? "", read(values)]));
  }

  async #series(uid: string, title: string): Promise<readonly AnswerSeries[]> {
    const dashboard = this.#dashboards.find((each) => each.uid === uid);
    const panel = dashboard && dataPanels(dashboard).find((each) => each.title === title);
    if (dashboard === undefined || panel === undefined) throw new Error(`no panel ${title} on ${uid}`);
    const asker = new DashboardAsker(this.#url, dashboard);
    await asker.values();
    const choice = { cluster: [this.#cluster] };
    return (await Promise.all(queriesOf(panel).map((query) => asker.ask(query, choice)))).flat();
  }
}
