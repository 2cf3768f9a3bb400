import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { ExpositionFormat } from "../../src/metrics/formats/exposition-format";
import { noRefusals } from "../../src/metrics/terms/refusal-counts";
import { threeRegions } from "../support/metrics/cluster-snapshot-three-regions";
import { expositionOf } from "../support/metrics/exposition-of";
import { peerReading } from "../support/sources/peer-reading";
import { sourceReading } from "../support/sources/source-reading";
import { scrapeText } from "../support/metrics/rendering-text";

const FILES: readonly [ExpositionFormat, string][] = [
  ["text", "scrape.txt"],
  ["openmetrics", "scrape.openmetrics.txt"],
];

/** The second scrape of an exposition whose clock says that the first took 0.75 ms, so that those metrics are there too. */
async function scrape(format: ExpositionFormat): Promise<string> {
  let monotonicMs = 0;
  const exposition = expositionOf(threeRegions(), {
    programStatus: () => ({
      version: "1.2.3",
      revision: "0123456789abcdef",
      nodeVersion: "v20.20.2",
      configReloadSuccessful: true,
      configReloadSuccessAtNs: 1_699_990_000_500_000_000n,
      refusals: { ...noRefusals(), body_size: 2 },
      logLinesLost: 4,
      recordingLost: 6,
      storeReachable: true,
      heardKeptAtNs: 1_767_225_597_000_000_000n,
      eventsUnkept: 0,
      sources: [sourceReading()],
      nats: {
        isConnected: true,
        taken: { accepted: 30, stale: 3, retired: 1, rejected: 2 },
        dropped: 0,
        passedOn: 12,
        lost: 1,
      },
      peers: [peerReading()],
    }),
    clock: () => ({ monotonicMs, wallNs: 0n }),
    // Asked once a scrape, in the middle of its work.
    totals: () => {
      monotonicMs += 0.75;
      return threeRegions();
    },
  });
  expect(await scrapeText(exposition, { format })).not.toContain("tidaldb_exporter_series");
  return scrapeText(exposition, { format });
}

test.each(FILES)("a whole scrape in the format %s is what test/golden/%s says", async (format, file) => {
  const path = join(__dirname, file);
  const text = await scrape(format);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
  // When the change is meant: npm run golden:update, then read the difference before committing it.
  expect(text).toBe(readFileSync(path, "utf8"));
});
