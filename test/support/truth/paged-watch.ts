import { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";
import { Exposition } from "../../../src/metrics/exposition";
import { exporterStatus } from "../metrics/rendered-metric";
import { Pager } from "./pager";

const SCRAPE_SECONDS = 15;

/** A reference cluster and the control plane that watches it, which is scraped, with somebody on call; on one clock. */
export class PagedWatch {
  readonly watch: SimulatedWatch;
  readonly pager = new Pager();
  readonly #exposition: Exposition;

  constructor(dataDirectory: string) {
    this.watch = new SimulatedWatch(dataDirectory);
    const { controlPlane, scheduler } = this.watch;
    this.#exposition = new Exposition({
      totals: () => controlPlane.totals(),
      replicas: controlPlane.replicas,
      programStatus: exporterStatus,
      detail: "follower",
      clock: () => ({ monotonicMs: scheduler.monotonicMs(), wallNs: scheduler.wallNs() }),
      nextTurn: () => Promise.resolve(),
    });
  }

  /** Lets minutes pass. */
  async live(minutes: number, eachScrape?: () => void): Promise<void> {
    for (let left = minutes * 60; left > 0; left -= SCRAPE_SECONDS) {
      await this.watch.live(SCRAPE_SECONDS);
      eachScrape?.();
      const { chunks } = await this.#exposition.render({ format: "text" });
      const text = Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk))).toString("utf8");
      this.pager.scraped(text, SCRAPE_SECONDS * 1_000);
    }
  }

  /** Begins a planned operation. @throws Error when it does not begin. */
  async operation(name: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const result = await this.watch.operations.start(name, parameters);
    if (result.result !== "started") throw new Error(JSON.stringify(result));
  }

  stop(): void {
    this.watch.stop();
  }
}
