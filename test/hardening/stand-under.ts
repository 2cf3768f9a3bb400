import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "./attackers/attacker-process";
import type { AttackCounts } from "./attackers/attack";
import type { AttackName } from "./attackers/attacks";
import { Witness } from "./clients/witness";
import type { Testimony, WitnessOptions } from "./clients/witness";
import { figure, verdict } from "./hard-run";
import type { Finding, Hardness } from "./hard-run";
import type { ExporterProgram, Holdings } from "./program/exporter-program";

/** Heap that may be held more than before. Compiled code and caches of Node come and go by about a megabyte. */
const MAX_RETAINED_GROWTH_BYTES = 4 * 2 ** 20;
/** Physical memory that may be held more: V8 and the allocator keep some pages that are free for the next time. */
const MAX_RSS_GROWTH_BYTES = 48 * 2 ** 20;
/** The first round grows what any load grows: compiled code, socket pools, the heap's own size. */
const FIRST_ROUND_SHARE = 0.5;
/** The attackers are gone; what this long later is still open stays open. */
const LET_GO_MS = 1_500;
const LOOK_INTERVAL_MS = 50;

/** How an exporter is attacked. */
export interface Siege {
  readonly attacks: readonly (readonly [name: AttackName, connections: number])[];
  readonly tokens?: readonly string[];
  /** Of it, how long the second round lasts, the one that counts, and how long a scrape may take. */
  readonly hardness: Pick<Hardness, "seconds" | "maxScrapeP99Ms">;
  readonly witness?: Omit<WitnessOptions, "port">;
  /** Begins something beside each round, and returns what ends it. */
  readonly beside?: () => () => Promise<void>;
  /** Peak growth of physical memory that is allowed while it lasts, in bytes. */
  readonly maxPeakGrowthBytes?: number;
}

/** What came of it: what had to hold in any siege, and what the attackers counted in the second round. */
export interface SiegeResult {
  readonly findings: readonly Finding[];
  /** By attack. */
  readonly counts: Readonly<Record<string, AttackCounts>>;
  /** The witness's heartbeats that were accepted, in both rounds. */
  readonly accepted: number;
}

/**
 * Attacks an exporter twice while a witness uses it as it should be used: the first round warms it up, the second must
 * leave nothing behind.
 */
export async function standUnder(exporter: ExporterProgram, siege: Siege): Promise<SiegeResult> {
  const witness = new Witness({ port: exporter.port, ...siege.witness });
  try {
    await round(exporter, siege, siege.hardness.seconds * FIRST_ROUND_SHARE);
    const before = await heldAfterwards(exporter);
    witness.forgetTimes();
    const { counts, peakRssBytes } = await round(exporter, siege, siege.hardness.seconds);
    const after = await heldAfterwards(exporter);
    const testimony = await witness.stop();
    const peakGrowthBytes = peakRssBytes - before.rssBytes;
    return {
      counts,
      accepted: testimony.accepted,
      findings: [
        verdict(
          "the exporter lives",
          exporter.end === undefined,
          exporter.end ? JSON.stringify(exporter.end) : "yes",
        ),
        ...witnessed(testimony, siege.hardness),
        ...leftBehind(before, after),
        siege.maxPeakGrowthBytes === undefined
          ? figure("physical memory at the peak", mebibytes(peakRssBytes))
          : verdict(
              `physical memory grows by at most ${mebibytes(siege.maxPeakGrowthBytes)} meanwhile`,
              peakGrowthBytes <= siege.maxPeakGrowthBytes,
              `from ${mebibytes(before.rssBytes)} by ${mebibytes(peakGrowthBytes)}`,
            ),
      ],
    };
  } finally {
    await witness.stop();
  }
}

/** The verdicts on what a witness saw. */
export function witnessed(
  testimony: Testimony,
  { maxScrapeP99Ms }: Pick<Hardness, "maxScrapeP99Ms">,
): readonly Finding[] {
  const { probes, scrapes, sent, accepted, failedProbes, failedScrapes, troubles } = testimony;
  const because = troubles.length > 0 ? `; ${troubles.join("; ")}` : "";
  return [
    verdict(
      "every valid heartbeat is accepted",
      sent > 0 && accepted === sent,
      `${accepted} of ${sent}${because}`,
    ),
    verdict(
      "every probe is answered",
      probes.count > 0 && failedProbes === 0,
      `${probes.count}, the slowest in ${probes.percentile(1).toFixed(1)} ms; ${failedProbes} failed`,
    ),
    verdict(
      `a good scraper's p99 is at most ${maxScrapeP99Ms} ms`,
      scrapes.count > 0 && failedScrapes === 0 && scrapes.percentile(0.99) <= maxScrapeP99Ms,
      `p50 ${scrapes.percentile(0.5).toFixed(1)}, p99 ${scrapes.percentile(0.99).toFixed(1)}, ` +
        `max ${scrapes.percentile(1).toFixed(1)} ms over ${scrapes.count} scrapes; ${failedScrapes} failed`,
    ),
  ];
}

/** The verdicts on what is held after something is over, against before. */
export function leftBehind(before: Holdings, after: Holdings): readonly Finding[] {
  const retained = after.retainedBytes - before.retainedBytes;
  const rss = after.rssBytes - before.rssBytes;
  return [
    verdict(
      `heap and buffers are as before, give or take ${mebibytes(MAX_RETAINED_GROWTH_BYTES)}`,
      retained <= MAX_RETAINED_GROWTH_BYTES,
      `${mebibytes(before.retainedBytes)} → ${mebibytes(after.retainedBytes)}`,
    ),
    verdict(
      `physical memory is as before, give or take ${mebibytes(MAX_RSS_GROWTH_BYTES)}`,
      rss <= MAX_RSS_GROWTH_BYTES,
      `${mebibytes(before.rssBytes)} → ${mebibytes(after.rssBytes)}`,
    ),
    verdict(
      "no descriptor stays open",
      after.descriptors <= before.descriptors,
      `${before.descriptors} → ${after.descriptors}`,
    ),
  ];
}

/** What an attack counted, as figures. */
export function counted(counts: AttackCounts = {}): readonly Finding[] {
  return Object.entries(counts).map(([what, count]) => figure(what, count.toLocaleString("en")));
}

/** Bytes in MiB, with the unit. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

async function round(exporter: ExporterProgram, { attacks, tokens, beside }: Siege, seconds: number) {
  const underWay = [];
  const counts: Record<string, AttackCounts> = {};
  let peakRssBytes = 0;
  const watch = setInterval(() => {
    if (!exporter.end) peakRssBytes = Math.max(peakRssBytes, exporter.rssBytes());
  }, LOOK_INTERVAL_MS);
  try {
    for (const [name, connections] of attacks) {
      const options = { port: exporter.port, connections, ...(tokens && { tokens }) };
      underWay.push({ name, attacker: await AttackerProcess.start(name, options) });
    }
    const endBeside = beside?.();
    await delay(seconds * 1000);
    await endBeside?.();
  } finally {
    for (const { name, attacker } of underWay) counts[name] = await attacker.stop();
    clearInterval(watch);
  }
  return { counts, peakRssBytes };
}

/** What it holds once the connections of the attackers are gone; the witness's own stay. */
async function heldAfterwards(exporter: ExporterProgram): Promise<Holdings> {
  const deadlineMs = performance.now() + LET_GO_MS;
  let fewest = exporter.descriptors();
  while (performance.now() < deadlineMs) {
    await delay(LOOK_INTERVAL_MS);
    fewest = Math.min(fewest, exporter.descriptors());
  }
  // The witness's probes come and go: the fewest of many looks is what stays.
  return { ...(await exporter.holdings()), descriptors: fewest };
}
