import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "../attackers/attacker-process";
import { ask } from "../clients/ask";
import { senderClock } from "../clients/heartbeat-batch";
import { valuesOf } from "../clients/metric-values";
import { Witness } from "../clients/witness";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, mebibytes, witnessed } from "../stand-under";

const CONNECTIONS = 4;
/** The region that will be lost, and the one shard in it. */
const LOST = { region: 9, shard: 60_000, name: "lost" };
/** Those of the witness's shards, and of their followers. */
const NAMES = { ...Object.fromEntries([...Array(9).keys()].map((id) => [id, `region-${id}`])), 9: LOST.name };
const WARM_UP_SECONDS = 10;
/** 30 s of silence, a tick, and what the polling adds. */
const FOUND_WITHIN_SECONDS = 35;
const POLL_MS = 250;
const GIVE_UP_SECONDS = 120;
const MAX_GROWTH_BYTES = 256 * 2 ** 20;
const SLOWEST_PROBE_MS = 1_000;
/** The attack is work that is accepted, as much as one processor does: a scrape waits for its turn among it. */
const SATURATED = 10;
const READS = ["/", "/health.json"];
const READ_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_UNKNOWN_REGIONS = 256;

/** Regions and followers that somebody makes up, read by somebody else, while a real region is lost. */
export const MADE_UP_REGIONS: HardRun = {
  name: "made-up-regions",
  title: "Regions made up beside an outage",
  thrown: () =>
    `${CONNECTIONS} clients that send, as fast as they are answered, heartbeats an hour old from 65,536 regions with 32 followers ` +
    "each, and two that read `/` and `/health.json` all the time. Meanwhile a region that is named falls silent.",
  isQuick: false,
  run: async ({ maxScrapeP99Ms }) => {
    const exporter = await ExporterProgram.start({ config: { cluster: { regions: NAMES } } });
    const { port } = exporter;
    const witness = new Witness({ port, scrapePath: "/metrics?collect[]=cluster" });
    let attacker: AttackerProcess | undefined;
    let isOver = false;
    try {
      const before = await exporter.holdings();
      await beatFor(port, 2);
      const readers = READS.map((path) => readWhile(port, path, () => !isOver));
      attacker = await AttackerProcess.start("made-up-regions", { port, connections: CONNECTIONS });
      const lastBeatMs = await beatFor(port, WARM_UP_SECONDS);
      const foundSeconds = await secondsUntilOffline(port, lastBeatMs);
      const regions = (await valuesOf(port, "tidaldb_region_health_changed_timestamp_seconds")).length;
      const counts = await attacker.stop();
      attacker = undefined;
      isOver = true;
      const reads = (await Promise.all(readers)).reduce((sum, count) => sum + count, 0);
      const after = await exporter.holdings();
      const testimony = await witness.stop();
      const slowestMs = testimony.probes.percentile(1);
      const growth = after.rssBytes - before.rssBytes;
      return {
        findings: [
          verdict(
            `the outage is found within ${FOUND_WITHIN_SECONDS} s`,
            foundSeconds <= FOUND_WITHIN_SECONDS,
            `${foundSeconds.toFixed(1)} s`,
          ),
          ...witnessed(testimony, { maxScrapeP99Ms: maxScrapeP99Ms * SATURATED }),
          verdict(
            `the slowest probe is answered within ${SLOWEST_PROBE_MS} ms`,
            slowestMs <= SLOWEST_PROBE_MS,
            `${slowestMs.toFixed(1)} ms`,
          ),
          verdict(
            "there are no more made-up regions than max_unknown_regions",
            regions <= DEFAULT_MAX_UNKNOWN_REGIONS + Object.keys(NAMES).length,
            regions,
          ),
          verdict(
            `physical memory grows by at most ${mebibytes(MAX_GROWTH_BYTES)}`,
            growth <= MAX_GROWTH_BYTES,
            `${mebibytes(before.rssBytes)} → ${mebibytes(after.rssBytes)}`,
          ),
          ...counted(counts).map((each) => ({ ...each, what: `answered ${each.what}` })),
          figure("times that `/` and `/health.json` were read", reads),
        ],
      };
    } finally {
      isOver = true;
      await attacker?.stop();
      await witness.stop();
      await exporter.remove();
    }
  },
};

/** Reads a path again and again. Returns how often it was answered in full. */
async function readWhile(port: number, path: string, goesOn: () => boolean): Promise<number> {
  let count = 0;
  while (goesOn()) {
    const { text } = await ask({ port, path, timeoutMs: READ_TIMEOUT_MS });
    if (text.length > 0) count += 1;
  }
  return count;
}

/** Lets the region that will be lost beat once a second. Returns when it did so last, on the monotonic clock. */
async function beatFor(port: number, seconds: number): Promise<number> {
  const clock = senderClock();
  let lastMs = performance.now();
  for (let beat = 0; beat < seconds; beat += 1) {
    const body =
      `{"shard_id":${LOST.shard},"region_id":${LOST.region},"entity_count":1,"signal_throughput_eps":1,` +
      `"replication_lag":{},"disk_bytes":1,"last_heartbeat_ns":${clock()}}`;
    const headers = { "content-type": "application/json" };
    await ask({ port, method: "POST", path: "/api/v1/heartbeats", headers, body });
    lastMs = performance.now();
    await delay(1_000);
  }
  return lastMs;
}

async function secondsUntilOffline(port: number, lastBeatMs: number): Promise<number> {
  const family = `tidaldb_region_health{region="${LOST.name}",state="offline"}`;
  for (;;) {
    const [offline] = await valuesOf(port, family);
    const seconds = (performance.now() - lastBeatMs) / 1000;
    if (offline === 1 || seconds > GIVE_UP_SECONDS) return seconds;
    await delay(POLL_MS);
  }
}
