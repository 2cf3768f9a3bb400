import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Exposition } from "../../src/metrics/exposition";
import type { ExpositionFormat } from "../../src/metrics/exposition-format";
import { noRefusals } from "../../src/metrics/limit-names";
import { threeRegions } from "../support/metrics/cluster-snapshot-three-regions";

const FILES: readonly [ExpositionFormat, string][] = [
  ["text", "scrape.txt"],
  ["openmetrics", "scrape.openmetrics.txt"],
];

/** The second scrape of an exposition whose clock says that the first took 1 ms, so that those metrics are there too. */
async function scrape(format: ExpositionFormat): Promise<string> {
  let monotonicMs = 0;
  const exposition = new Exposition({
    snapshot: threeRegions,
    programStatus: () => ({
      version: "1.2.3",
      revision: "0123456789abcdef",
      nodeVersion: "v20.20.2",
      configReloadSuccessful: true,
      configReloadSuccessAtNs: 1_699_990_000_500_000_000n,
      refusals: { ...noRefusals(), body_size: 2 },
    }),
    detail: "follower",
    clock: () => ({ monotonicMs: (monotonicMs += 0.25), wallNs: 0n }),
  });
  const first = await exposition.render({ format });
  expect([...first.chunks].join("")).not.toContain("tidaldb_exporter_series");
  return [...(await exposition.render({ format })).chunks].join("");
}

test.each(FILES)("a whole scrape in the format %s is what test/golden/%s says", async (format, file) => {
  const path = join(__dirname, file);
  const text = await scrape(format);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
  // When the change is meant: npm run golden:update, then read the difference before committing it.
  expect(text).toBe(readFileSync(path, "utf8"));
});
