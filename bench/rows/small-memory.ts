import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { scrape } from "../measuring/scrape";
import { oncePrinted } from "../processes/once-printed";
import { YOUNG_GENERATION } from "../young-generation";

const SHARDS = 15;
const SCRAPES = 6;
const MEGABYTE = 1e6;

export const smallMemory: Row = {
  name: "small-memory",
  title: "Peak memory, 15 shards",
  method:
    `The highest resident memory (VmHWM) of \`node dist/main.js serve\` with ${SHARDS} shards after ${SCRAPES} scrapes, every other one with gzip. ` +
    "Beside it Node itself with an empty program. Pages of files, Node's own program above all, are counted as memory too, and shared with every other Node of the machine.",
  note:
    "The account, Node 20, measured by loading one thing after the other: of 85 MB, 45 are pages of files (34 of Node with an empty program, the rest is more of Node as more of it " +
    "runs); an empty program's own memory is 6. Express takes 11 MB, zod 5 to 9 (a third of it messages in 50 languages, which come along), prom-client, yaml and commander 1 each; " +
    "our own code 15 to 18, of which 6 are objects and the rest bytecode, sources and room between them; the state of 15 shards less than 1. Tried: half of Node's room for young objects and less (2 MB takes 14 MB off, 1 MB no more than that), " +
    "no compiled code (7 MB), --optimize-for-size (1 MB), compiling functions later (nothing), and an interpreter only (12 MB, not timed). Below 60 MB there is no room for Express and zod beside Node itself.",
  figures: [
    {
      title: "as image and systemd unit start it",
      unit: "MB",
      series: "little room",
      baseline: "empty program",
      target: { kind: "at_most", value: 60 },
    },
    { title: "of that, not pages of files", unit: "MB", series: "own" },
    { title: "with Node's own settings", unit: "MB", series: "peak", baseline: "empty program" },
  ],
  measure: async ({ exporterFolder, repetitions, withBaselines }) => {
    const collector = new SampleCollector();
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const little = await statusAfterScrapes(exporterFolder, [YOUNG_GENERATION]);
      collector.add("little room", bytesOf(little, "VmHWM") / MEGABYTE);
      collector.add("own", bytesOf(little, "RssAnon") / MEGABYTE);
      collector.add("peak", bytesOf(await statusAfterScrapes(exporterFolder, []), "VmHWM") / MEGABYTE);
      if (withBaselines) {
        const empty = ["-e", "console.error('ready'); setInterval(() => undefined, 1000)"];
        collector.add("empty program", bytesOf(await statusOf(empty, () => undefined), "VmHWM") / MEGABYTE);
      }
    }
    return collector.measurements;
  },
};

async function statusAfterScrapes(exporterFolder: string, nodeFlags: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tidaldb-exporter-bench-"));
  try {
    const configPath = join(folder, "tidaldb-exporter.yml");
    const shards = Array.from({ length: SHARDS }, (_, id) => ({ shard_id: id, region_id: id % 3 }));
    writeFileSync(configPath, JSON.stringify({ topology: { shards } }));
    const program = [join(exporterFolder, "main.js"), "serve", `--config.file=${configPath}`];
    return await statusOf([...nodeFlags, ...program, "--web.listen-address=127.0.0.1:0"], async (printed) => {
      const [, address = ""] = /address="?([\d.:]+)/.exec(printed) ?? [];
      for (let i = 0; i < SCRAPES; i += 1) await scrape(`http://${address}/metrics`, { gzip: i % 2 === 1 });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What /proc says of a Node that printed "ready" and was used then; it is ended. */
function statusOf(
  args: readonly string[],
  use: (printed: string) => Promise<void> | undefined,
): Promise<string> {
  return oncePrinted(args, /ready\b/, async (printed, { pid }) => {
    await use(printed);
    return readFileSync(`/proc/${String(pid)}/status`, "utf8");
  });
}

function bytesOf(status: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`/proc shows no ${field}; this needs Linux`);
  return Number(kilobytes) * 1024;
}
