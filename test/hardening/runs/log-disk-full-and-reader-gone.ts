import { once } from "node:events";
import { Agent } from "node:http";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

import { ask } from "../clients/ask";
import { heartbeatBatch, senderClock } from "../clients/heartbeat-batch";
import { sumOf } from "../clients/metric-values";
import type { Finding, HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { LoggingExporter } from "../program/logging-exporter";
import { SmallDisk } from "../program/small-disk";
import { mebibytes } from "../stand-under";

const DISK_KIB = 256;
const OFFLINE_AFTER_MS = 5_000;
/** A tick of the exporter, our own looks, and a machine that is busy. */
const FOUND_WITHIN_MS = OFFLINE_AFTER_MS + 2_500;
const BEAT_INTERVAL_MS = 250;
const SILENT_SHARD = 1; // At home in region 1.
const OTHER_SHARDS = [0, 2];
/** At level debug each is a line: more than may wait for a reader. */
const REQUESTS = 12_000;
const REQUESTS_AT_A_TIME = 20;
/** What may wait is 1 MiB; requests that make it take memory too. */
const MAX_GROWTH_BYTES = 96 * 2 ** 20;
const LOST = "tidaldb_exporter_log_lines_lost_total";
const NOTICE = /lines of this log could not be written and are lost" lost_lines=(\d+)/;
/** Longer than the exporter waits before it tries again. */
const CATCH_UP_MS = 3_000;

/** The log cannot be written while it would say what matters most. */
export const LOG_DISK_FULL_AND_READER_GONE: HardRun = {
  name: "log-disk-full-and-reader-gone",
  title: "A log that nobody takes while a region goes Offline",
  thrown: () =>
    "Three exporters log at level debug: one to a disk that is full to the last byte, one to a reader that has left, one to a reader " +
    `that reads nothing while ${REQUESTS.toLocaleString("en")} requests are logged. Meanwhile a region falls silent; ` +
    `\`health.offline_after\` is ${OFFLINE_AFTER_MS / 1000} s. Then room is made, and the reader reads on. The disk is a tmpfs of its own.`,
  isQuick: true,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    const disk = SmallDisk.mount(folder, DISK_KIB);
    if (typeof disk === "string") {
      await rm(folder, { recursive: true });
      return { skipped: disk };
    }
    try {
      return { findings: await logToNobody(folder, disk) };
    } finally {
      disk.unmount();
      await rm(folder, { recursive: true });
    }
  },
};

interface Loggers {
  readonly full: LoggingExporter;
  readonly gone: LoggingExporter;
  readonly still: LoggingExporter;
}

async function logToNobody(folder: string, disk: SmallDisk): Promise<readonly Finding[]> {
  const configPath = join(folder, "tidaldb-exporter.yml");
  const logPath = join(folder, "exporter.log");
  await writeFile(configPath, JSON.stringify({ health: { offline_after: `${OFFLINE_AFTER_MS / 1000}s` } }));
  const log = openSync(logPath, "a");
  const started: LoggingExporter[] = [];
  try {
    for (const where of [log, "pipe", "pipe"] as const)
      started.push(await LoggingExporter.start(configPath, where));
    const [full, gone, still] = started as [LoggingExporter, LoggingExporter, LoggingExporter];
    return await silenceARegion({ full, gone, still }, { disk, ballast: join(folder, "ballast"), logPath });
  } finally {
    closeSync(log);
    for (const exporter of started) await exporter.stop("SIGKILL");
  }
}

async function silenceARegion(
  { full, gone, still }: Loggers,
  { disk, ballast, logPath }: { disk: SmallDisk; ballast: string; logPath: string },
): Promise<readonly Finding[]> {
  const exporters = [full, gone, still];
  const clock = senderClock();
  for (const { port } of exporters) await beat(port, [SILENT_SHARD, ...OTHER_SHARDS], clock());
  const silentSinceMs = performance.now();
  const beats = setInterval(() => {
    for (const { port } of exporters) void beat(port, OTHER_SHARDS, clock()).catch(() => undefined);
  }, BEAT_INTERVAL_MS);
  try {
    await disk.fill(ballast);
    gone.log.destroy();
    const rssBefore = still.rssBytes();
    const found = Promise.all(exporters.map(({ port }) => untilOffline(port, silentSinceMs)));
    await askOften(still.port);
    const foundMs = await found;
    const growth = still.rssBytes() - rssBefore;
    const lost = await Promise.all(exporters.map(({ port }) => sumOf(port, LOST)));
    await unlink(ballast);
    const told = [
      await resumedIn(full, () => readFileSync(logPath, "utf8")),
      await resumedAfterReading(still),
    ];
    const alive = exporters.map(({ hasEnded }) => (hasEnded ? "no" : "yes"));
    const codes = await Promise.all(exporters.map((exporter) => exporter.stop()));
    return [
      verdict("all three live", !alive.includes("no"), alive.join(", ")),
      verdict(
        `the silent region is found Offline within ${FOUND_WITHIN_MS / 1000} s`,
        foundMs.every((ms) => ms <= FOUND_WITHIN_MS),
        `${foundMs.map((ms) => (ms / 1000).toFixed(1)).join(", ")} s`,
      ),
      verdict(
        "each counts the lines that it lost",
        lost.every((lines) => lines > 0),
        lost.join(", "),
      ),
      verdict(
        "the log on the disk goes on once there is room, and says how many lines are missing",
        told[0] !== undefined,
        told[0] ?? "not a word",
      ),
      verdict("so does the log of the reader that reads on", told[1] !== undefined, told[1] ?? "not a word"),
      verdict(
        `a reader that stands still costs at most ${mebibytes(MAX_GROWTH_BYTES)}`,
        growth <= MAX_GROWTH_BYTES,
        mebibytes(growth),
      ),
      verdict(
        "SIGTERM ends each with 0",
        codes.every((code) => code === 0),
        codes.join(", "),
      ),
      figure("requests", REQUESTS.toLocaleString("en")),
    ];
  } finally {
    clearInterval(beats);
  }
}

async function beat(port: number, shards: readonly number[], nowNs: bigint): Promise<void> {
  for (const first of shards) {
    const body = heartbeatBatch({ first, count: 1, followers: 0 }, nowNs);
    const headers = { "content-type": "application/json" };
    await ask({ port, method: "POST", path: "/api/v1/heartbeats", headers, body });
  }
}

/** Milliseconds from then on until a region is Offline. Infinity when it takes more than twice as long as it may. */
async function untilOffline(port: number, sinceMs: number): Promise<number> {
  for (;;) {
    const { text } = await ask({ port, path: "/metrics?collect[]=region" });
    const tookMs = performance.now() - sinceMs;
    if (/^tidaldb_region_health\{[^}]*state="offline"\} 1$/m.test(text)) return tookMs;
    if (tookMs > 2 * FOUND_WITHIN_MS) return Infinity;
    await delay(100);
  }
}

async function askOften(port: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (let asked = 0; asked < REQUESTS; asked += REQUESTS_AT_A_TIME) {
    const round = Array.from({ length: REQUESTS_AT_A_TIME }, () => ask({ port, path: "/-/healthy", agent }));
    await Promise.all(round);
  }
  agent.destroy();
}

/** What the log says of lost lines once another line is due; undefined when it says nothing in time. */
async function resumedIn({ port }: LoggingExporter, read: () => string): Promise<string | undefined> {
  const deadlineMs = performance.now() + CATCH_UP_MS;
  while (performance.now() < deadlineMs) {
    await ask({ port, path: "/-/healthy" });
    const [, lines] = NOTICE.exec(read()) ?? [];
    if (lines !== undefined) return `${lines} lines`;
    await delay(50);
  }
  return undefined;
}

async function resumedAfterReading(still: LoggingExporter): Promise<string | undefined> {
  let text = "";
  const log: Readable = still.log.setEncoding("utf8");
  log.on("data", (chunk: string) => {
    text += chunk;
  });
  await once(log, "data");
  return resumedIn(still, () => text);
}
