import { setTimeout as delay } from "node:timers/promises";

import { ask } from "../clients/ask";
import { Latencies } from "../clients/latencies";
import { sumOf } from "../clients/metric-values";
import { registerShards } from "../clients/register-shards";
import type { Finding, HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

const READERS = 60;
const SHARDS = 20_000;
const FOLLOWERS = 4;
/** No kernel takes the whole answer for so many. */
const MIN_SHARDS = 8_000;
/** Longer than a slow reader may keep its place. */
const SECONDS = 45;
const INTERVAL_MS = 500;
const TIMEOUT_MS = 30_000;
const CUT_OFF = 'tidaldb_exporter_limit_refusals_total{limit="answer_rate"}';
/** What Prometheus waits for by default. */
const MAX_SCRAPE_MS = 10_000;
/** Besides, who waits for a snapshot waits five seconds for the slow readers of an old one to be cut off. */
const MAX_READ_MS = 15_000;
/** Far less than what 60 answers of this size would take, and far more than their snapshots. */
const MAX_PEAK_GROWTH_BYTES = 384 * 2 ** 20;

/** Readers that would keep every place for scrapes and for other large answers. */
export const SIXTY_SLOW_READERS: HardRun = {
  name: "sixty-slow-readers",
  title: "Sixty slow readers beside a good scraper and a prober",
  thrown: ({ shards }) =>
    `${READERS} clients of one address that ask for the scrape or the health of ${shardsOf(shards).toLocaleString("en")} shards with ` +
    `${FOLLOWERS} followers each, read some KiB a second, and are back at once when they are refused or cut off, for ${SECONDS} s. ` +
    "Beside the witness, somebody takes a whole scrape and somebody a whole `/health.json` every half second.",
  isQuick: false,
  run: async (hardness) => {
    const exporter = await ExporterProgram.start({
      config: { health: { offline_after: "1h" } },
    });
    try {
      await registerShards(exporter.port, shardsOf(hardness.shards), FOLLOWERS);
      const scrapes = new GoodReader(exporter.port, "/metrics");
      const healths = new GoodReader(exporter.port, "/health.json");
      const readers = [scrapes, healths];
      const { findings, counts } = await standUnder(exporter, {
        attacks: [["place-takers", READERS]],
        hardness: { ...hardness, seconds: Math.max(hardness.seconds, SECONDS) },
        witness: { scrapePath: "/metrics?collect[]=cluster" },
        maxPeakGrowthBytes: MAX_PEAK_GROWTH_BYTES,
        beside: () => {
          for (const reader of readers) reader.start();
          return async () => {
            for (const reader of readers) await reader.stop();
          };
        },
      });
      // The attackers learn of it only when they have read what their kernel holds.
      const cutOff = await sumOf(exporter.port, CUT_OFF);
      return {
        findings: [
          ...findings,
          scrapes.judge("whole scrape", MAX_SCRAPE_MS),
          healths.judge("whole `/health.json`", MAX_READ_MS),
          verdict("slow readers are cut off", cutOff > 0, cutOff.toLocaleString("en")),
          ...counted(counts["place-takers"]),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};

function shardsOf(shards: number): number {
  return Math.max(MIN_SHARDS, Math.min(shards, SHARDS));
}

/** Somebody who takes a whole answer again and again, and takes it as it comes. */
class GoodReader {
  readonly #port: number;
  readonly #path: string;
  #times = new Latencies();
  readonly #troubles: string[] = [];
  #round: Promise<void> = Promise.resolve();
  #over = false;

  constructor(port: number, path: string) {
    this.#port = port;
    this.#path = path;
  }

  /** Begins anew; the times of the round before are forgotten, and its troubles are not. */
  start(): void {
    this.#over = false;
    this.#times = new Latencies();
    this.#round = this.#read();
  }

  async stop(): Promise<void> {
    this.#over = true;
    await this.#round;
  }

  judge(what: string, maxMs: number): Finding {
    const slowestMs = this.#times.percentile(1);
    const troubles = this.#troubles.slice(0, 3).map((trouble) => `; ${trouble}`);
    return verdict(
      `every ${what} is answered, within ${maxMs / 1000} s`,
      this.#times.count > 0 && this.#troubles.length === 0 && slowestMs <= maxMs,
      `${this.#times.count}, p50 ${this.#times.percentile(0.5).toFixed(0)} ms, the slowest in ${slowestMs.toFixed(0)} ms; ` +
        `${this.#troubles.length} not${troubles.join("")}`,
    );
  }

  async #read(): Promise<void> {
    while (!this.#over) {
      try {
        const { status, tookMs, text } = await ask({
          port: this.#port,
          path: this.#path,
          timeoutMs: TIMEOUT_MS,
        });
        if (status === 200) this.#times.add(tookMs);
        else this.#troubles.push(`${status} ${text.slice(0, 100)}`);
      } catch (error) {
        this.#troubles.push(String(error));
      }
      await delay(INTERVAL_MS);
    }
  }
}
