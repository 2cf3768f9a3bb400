import { join } from "node:path";
import type { MaintenanceRequest } from "../../../src/domain/maintenance/announce";
import { plannedChange } from "../../../src/domain/maintenance/planned-change";
import { Exposition } from "../../../src/metrics/exposition";
import { pipelineOf } from "../../../truth/campaign";
import type { Pipeline } from "../../../truth/judge/pipeline";
import type { Breakage } from "../domain/living-cluster";
import { LivingCluster } from "../domain/living-cluster";
import { exporterStatus } from "../metrics/rendered-metric";

const SCRAPE_MS = 15_000;
const REGIONS = 3;
const SHARDS = 5;

const pipelineOfShippedRules = pipelineOf(join(__dirname, "..", "..", ".."));

/** A living cluster of three regions whose exporter is scraped, with the shipped rules and the shipped routing behind it. */
export class PagedCluster {
  cluster = new LivingCluster(REGIONS, SHARDS);
  /** Those that began, by the alerts and regions in them, with the minute; such as "TidaldbRegionInTrouble 1 at 12". */
  readonly pages: string[] = [];
  readonly #pipeline: Pipeline = pipelineOfShippedRules();
  readonly #open = new Set<string>();
  #exposition = expositionOf(this.cluster);
  #nowMs = 0;

  /** Minutes since the beginning. */
  get minute(): number {
    return this.#nowMs / 60_000;
  }

  /** Pages that were not closed. */
  get openPages(): number {
    return this.#open.size;
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
    this.#nowMs += SCRAPE_MS;
    this.#pipeline.scrape("exporter:10843", text, this.#nowMs);
    for (const { receiver, groupKey, firing } of this.#pipeline.evaluate(this.#nowMs)) {
      if (receiver !== "pager") continue;
      if (firing.length === 0) this.#open.delete(groupKey);
      else if (!this.#open.has(groupKey)) {
        this.#open.add(groupKey);
        const alerts = firing.map(({ alertname, region = "" }) => `${alertname} ${region}`.trim());
        this.pages.push(`${[...new Set(alerts)].sort().join(", ")} at ${Math.floor(this.minute)}`);
      }
    }
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
