import { ask } from "../clients/ask";
import { registerShards } from "../clients/register-shards";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, mebibytes, standUnder } from "../stand-under";

const READERS = 8;
const FOLLOWERS = 4;
/** As long as the names of regions are in practice: they are a good part of the answer. */
const NAMES = Object.fromEntries(
  Array.from({ length: 10 }, (_, region) => [region, `europe-west-${region}`]),
);
/** Far less than one copy of the answer for each reader. */
const MAX_PEAK_GROWTH_BYTES = 256 * 2 ** 20;
const SCRAPE_TIMEOUT_MS = 120_000;

/** Readers that ask for a very large scrape and hardly read it. */
export const SLOW_READERS: HardRun = {
  name: "slow-readers",
  title: "Slow readers of a large scrape",
  thrown: ({ shards, seconds }) =>
    `${READERS} scrapers of a cluster of ${shards.toLocaleString("en")} shards with ${FOLLOWERS} followers each: half of them ` +
    `read some KiB five times a second, half of them stop reading after the first bytes, for ${seconds} s. The good scraper ` +
    "asks for `?collect[]=cluster`.",
  isQuick: false,
  run: async (hardness) => {
    const { shards } = hardness;
    const exporter = await ExporterProgram.start({
      config: { cluster: { regions: NAMES }, health: { offline_after: "1h" } },
    });
    try {
      await registerShards(exporter.port, shards, FOLLOWERS);
      const { findings, counts } = await standUnder(exporter, {
        attacks: [["slow-readers", READERS]],
        hardness,
        witness: { scrapePath: "/metrics?collect[]=cluster" },
        maxPeakGrowthBytes: MAX_PEAK_GROWTH_BYTES,
      });
      const whole = await ask({ port: exporter.port, path: "/metrics", timeoutMs: SCRAPE_TIMEOUT_MS });
      const ups = whole.text.match(/^tidaldb_shard_up\{/gm)?.length ?? 0;
      return {
        findings: [
          ...findings,
          verdict("afterwards, a scrape has every shard", ups >= shards, ups.toLocaleString("en")),
          figure(
            "a whole scrape",
            `${mebibytes(whole.text.length)} in ${(whole.tookMs / 1000).toFixed(2)} s`,
          ),
          ...counted(counts["slow-readers"]),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};
