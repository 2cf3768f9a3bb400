import { join } from "node:path";
import { pipelineOf } from "../../../truth/campaign";
import type { Pipeline } from "../../../truth/judge/pipeline";

const pipelineOfShippedRules = pipelineOf(join(__dirname, "..", "..", ".."));

/** Who is on call for one exporter that is scraped, with the shipped rules and the shipped routing between them. */
export class Pager {
  /** Those that began, by the alerts and regions in them, with the minute; such as "TidaldbRegionInTrouble 1 at 12". */
  readonly pages: string[] = [];
  readonly #pipeline: Pipeline = pipelineOfShippedRules();
  readonly #open = new Set<string>();
  #nowMs = 0;

  /** Minutes since the beginning. */
  get minute(): number {
    return this.#nowMs / 60_000;
  }

  /** Pages that were not closed. */
  get openPages(): number {
    return this.#open.size;
  }

  /**
   * Takes in the next scrape, and evaluates all rules.
   *
   * @param text - undefined when the exporter did not answer.
   * @param sinceLastMs - the time since the scrape before it.
   */
  scraped(text: string | undefined, sinceLastMs: number): void {
    this.#nowMs += sinceLastMs;
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
