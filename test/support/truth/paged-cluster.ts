import type { MaintenanceRequest } from "../../../src/domain/maintenance/announce";
import { plannedChange } from "../../../src/domain/maintenance/planned-change";
import { Exposition } from "../../../src/metrics/exposition";
import type { Breakage } from "../domain/living-cluster";
import { LivingCluster } from "../domain/living-cluster";
import { exporterStatus } from "../metrics/rendered-metric";
import { Pager } from "./pager";

const SCRAPE_MS = 15_000;
const REGIONS = 3;
const SHARDS = 3;

/** A living cluster of three regions whose exporter is scraped, with the shipped rules and the shipped routing behind it. */
export class PagedCluster {
  cluster = new LivingCluster(REGIONS, SHARDS);
  readonly #pager = new Pager();
  #exposition = expositionOf(this.cluster);

  /** As {@link Pager} has them. */
  get pages(): readonly string[] {
    return this.#pager.pages;
  }

  get openPages(): number {
    return this.#pager.openPages;
  }

  /** Announces work as the API would. */
  announce(request: Partial<MaintenanceRequest>): void {
    const { controlPlane, time } = this.cluster;
    const work = { id: "drain", by: "alice", reason: "upgrade", ...request };
    const { outcome, windows } = plannedChange(
      controlPlane.maintenance,
      work,
      time.wallNs,
      controlPlane.settings,
    );
    if (windows === undefined) throw new Error(`not announced: ${outcome.kind}`);
    controlPlane.maintenance.replace(windows);
  }

  end(id = "drain"): void {
    const { maintenance } = this.cluster.controlPlane;
    maintenance.replace(maintenance.without(id, this.cluster.time.wallNs));
  }

  /** Lets minutes pass with this broken. */
  async live(minutes: number, breakage: Breakage = {}, eachScrape?: () => void): Promise<void> {
    for (let left = minutes * 60_000; left > 0; left -= SCRAPE_MS) {
      this.cluster.live(SCRAPE_MS, breakage);
      eachScrape?.();
      const { chunks } = await this.#exposition.render({ format: "text" });
      this.#scraped(Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk))).toString("utf8"));
    }
  }

  /** The exporter is down for some minutes, and comes back with what it kept in its store. */
  restart(downMinutes: number): void {
    for (let left = downMinutes * 60_000; left > 0; left -= SCRAPE_MS) {
      this.cluster.time.advance(SCRAPE_MS);
      this.#scraped(undefined);
    }
    const { time, controlPlane } = this.cluster;
    const start = { wallNs: time.wallNs, monotonicMs: time.monotonicMs };
    this.cluster = new LivingCluster(REGIONS, SHARDS, {}, false, start);
    this.cluster.controlPlane.maintenance.replace(controlPlane.maintenance.all);
    this.#exposition = expositionOf(this.cluster);
  }

  #scraped(text: string | undefined): void {
    this.#pager.scraped(text, SCRAPE_MS);
  }
}

function expositionOf({ controlPlane, time }: LivingCluster): Exposition {
  return new Exposition({
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
    programStatus: exporterStatus,
    detail: "follower",
    clock: time.clock,
    nextTurn: () => Promise.resolve(),
  });
}
