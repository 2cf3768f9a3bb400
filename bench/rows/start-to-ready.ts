import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { repeat } from "../measuring/repeat";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { oncePrinted } from "../processes/once-printed";

export const startToReady: Row = {
  name: "start-to-ready",
  title: "Start to ready",
  method:
    "From starting `node dist/main.js serve` with the configuration of a 15-shard cluster to its log line that says ready. Beside it " +
    "Node itself with an empty program, which is part of both.",
  note: "",
  figures: [
    {
      title: "start to ready",
      unit: "ms",
      series: "ready",
      baseline: "empty program",
      target: { kind: "at_most", value: 500 },
    },
  ],
  measure: async (options) => {
    const collector = new SampleCollector();
    const folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-bench-"));
    try {
      const configPath = join(folder, "tidaldb-exporter.yml");
      const shards = Array.from({ length: 15 }, (_, id) => ({ shard_id: id, region_id: id % 3 }));
      await writeFile(configPath, JSON.stringify({ topology: { shards } }));
      const program = join(options.exporterFolder, "main.js");
      const args = [program, "serve", `--config.file=${configPath}`, "--web.listen-address=127.0.0.1:0"];
      await repeat(collector, options, async (_round, into) => {
        const readyMs = await millisecondsUntil(args, /msg="?ready\b/);
        const emptyMs = await millisecondsUntil(["-e", "console.error('ready')"], /ready/);
        into.add("ready", readyMs);
        into.add("empty program", emptyMs);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
    return collector.measurements;
  },
};

/** Milliseconds from starting Node until it prints the pattern to standard error; then it is ended. */
function millisecondsUntil(args: readonly string[], pattern: RegExp): Promise<number> {
  const startedMs = performance.now();
  return oncePrinted(args, pattern, () => performance.now() - startedMs);
}
