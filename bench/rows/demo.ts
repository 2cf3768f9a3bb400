import { readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";

import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { oncePrinted } from "../processes/once-printed";
import { YOUNG_GENERATION } from "../young-generation";

const MEGABYTE = 1e6;
/** What a start takes of processor and memory is over by then. */
const SETTLE_MS = 20_000;
const WATCHED_MS = 40_000;
/** Of `/proc/PID/stat`, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has, in bytes; `shared` are pages of files, which several processes have together. */
interface Memory {
  readonly own: number;
  readonly shared: number;
}

export const demo: Row = {
  name: "demo",
  title: "The demo: an exporter, and a reference cluster at its default rate",
  method:
    `\`npm start\` without its preparations, from ${SETTLE_MS / 1000} s after both run, for ${WATCHED_MS / 1000} s. Memory is that of the last moment, ` +
    "and what both need: the pages of Node's own file, which they share, are counted once. Summed up as `top` shows them, both have those pages.",
  note: "",
  figures: [
    {
      title: "memory of both",
      unit: "MB",
      series: "memory",
      target: { kind: "at_most", value: 150 },
    },
    { title: "memory of the cluster, shared pages included", unit: "MB", series: "cluster memory" },
    { title: "memory of both as `top` sums it up", unit: "MB", series: "resident" },
    {
      title: "processor time of both, of one core",
      unit: "%",
      series: "processor",
      target: { kind: "at_most", value: 15 },
    },
    {
      title: "data of the cluster on disk",
      unit: "MB",
      series: "disk",
      target: { kind: "at_most", value: 32 },
    },
  ],
  measure: async ({ exporterFolder }) => {
    const collector = new SampleCollector();
    const addresses = ["--web.listen-address=127.0.0.1:0", "--cluster.listen-address=127.0.0.1:0"];
    const program = [YOUNG_GENERATION, join(exporterFolder, "main.js"), "demo", ...addresses];
    await oncePrinted(program, /the reference cluster runs/, async (_printed, { pid = 0 }) => {
      const cluster = clusterOf(pid);
      await pass(SETTLE_MS);
      const before = ticksOf(pid) + ticksOf(cluster);
      await pass(WATCHED_MS);
      const ticks = ticksOf(pid) + ticksOf(cluster) - before;
      collector.add("processor", (ticks / TICKS_PER_SECOND / (WATCHED_MS / 1000)) * 100);
      const [ofExporter, ofCluster] = [memoryOf(pid), memoryOf(cluster)];
      const once = ofExporter.own + ofCluster.own + Math.max(ofExporter.shared, ofCluster.shared);
      collector.add("memory", once / MEGABYTE);
      collector.add("cluster memory", (ofCluster.own + ofCluster.shared) / MEGABYTE);
      collector.add("resident", (once + Math.min(ofExporter.shared, ofCluster.shared)) / MEGABYTE);
      collector.add("disk", bytesIn(dataDirectoryOf(cluster)) / MEGABYTE);
    });
    return collector.measurements;
  },
};

/** The process that the demo has started. */
function clusterOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return Number(children.at(-1));
}

function ticksOf(pid: number): number {
  const [, , , , , , , , , , , , user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "- ")
    .split(" ")
    .map(Number);
  return user + system;
}

function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const bytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) * 1024;
  return { own: bytes("RssAnon"), shared: bytes("RssFile") + bytes("RssShmem") };
}

/** It is a temporary one; its files are open. */
function dataDirectoryOf(pid: number): string {
  for (const file of readdirSync(`/proc/${pid}/fd`)) {
    const [, directory] = /^(.*\/tidaldb-reference-cluster-[^/]+)\//.exec(linkOf(pid, file)) ?? [];
    if (directory !== undefined) return directory;
  }
  throw new Error(`process ${pid} has no data directory open`);
}

/** Where an open file of a process is; empty for one that was closed meanwhile. */
function linkOf(pid: number, file: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${file}`);
  } catch {
    return "";
  }
}

/** Files that are removed meanwhile count nothing. */
function bytesIn(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce(
    (sum, { parentPath, name }) =>
      sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
