import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { Arrivals } from "./arrivals";
import type { Random } from "./random";

/** The way from a region to one exporter. */
export interface Path {
  isCut: boolean;
  /** The share of heartbeats that is lost. */
  loss: number;
  /** Whether a queue holds back what is sent. */
  isHeld: boolean;
  /** When the last heartbeat that arrives was sent. */
  lastSentMs: number;
  readonly queue: ShardStats[];
}

/** A heartbeat on its way. */
export interface Delivery {
  readonly exporter: number;
  readonly region: number;
  readonly stats: ShardStats;
}

/** One of a thousand is lost, and one of a thousand comes twice. */
const USUAL_LOSS = 0.001;
const DUPLICATES = 0.001;
/** How often a sender that got no answer sends the same again, a second later. */
const RETRIES = 0.5;
const RETRY_MS = 1000;
/** Heartbeats of each region that can be delivered again. */
const REMEMBERED = 400;

/** Carries heartbeats from regions to exporters: late, twice, out of order or not at all. */
export class Network {
  readonly arrivals = new Arrivals<Delivery>();
  readonly paths: readonly (readonly Path[])[];
  readonly #random: Random;
  readonly #sent: ShardStats[][];

  constructor(random: Random, exporters: number, regions: number) {
    this.#random = random;
    this.paths = Array.from({ length: exporters }, () => Array.from({ length: regions }, newPath));
    this.#sent = Array.from({ length: regions }, () => []);
  }

  /** The last heartbeats that a region sent, oldest first. */
  sentBy(region: number): readonly ShardStats[] {
    return this.#sent[region]!;
  }

  send(stats: ShardStats, atMs: number): void {
    const sent = this.#sent[stats.regionId]!;
    sent.push(stats);
    if (sent.length > 2 * REMEMBERED) sent.splice(0, REMEMBERED);
    this.paths.forEach((paths, exporter) => {
      this.#sendOn(paths[stats.regionId]!, { exporter, region: stats.regionId, stats }, atMs);
    });
  }

  /** Delivers something past all that may be in its way. */
  deliver(stats: ShardStats, atMs: number): void {
    this.paths.forEach((_, exporter) => {
      this.arrivals.add(atMs, { exporter, region: stats.regionId, stats });
    });
  }

  /** Lets go of what a queue held back, in order. */
  release(exporter: number, region: number, atMs: number): void {
    const path = this.paths[exporter]![region]!;
    for (const [place, stats] of path.queue.splice(0).entries()) {
      this.arrivals.add(atMs + 5 * place, { exporter, region, stats });
    }
  }

  #sendOn(path: Path, delivery: Delivery, atMs: number): void {
    const random = this.#random;
    if (path.isCut) return;
    if (path.isHeld) {
      path.queue.push(delivery.stats);
      return;
    }
    if (random.chance(path.loss)) {
      if (random.chance(RETRIES)) this.#sendOn(path, delivery, atMs + RETRY_MS);
      return;
    }
    path.lastSentMs = Math.max(path.lastSentMs, atMs);
    this.arrivals.add(atMs + this.#delayMs(), delivery);
    if (random.chance(DUPLICATES)) this.arrivals.add(atMs + RETRY_MS + this.#delayMs(), delivery);
  }

  /** Tens of milliseconds; one of two hundred comes seconds late, behind its successors. */
  #delayMs(): number {
    const usual = 5 + this.#random.exponential(20);
    return this.#random.chance(0.005) ? usual + this.#random.between(1000, 7000) : usual;
  }
}

function newPath(): Path {
  return { isCut: false, loss: USUAL_LOSS, isHeld: false, lastSentMs: 0, queue: [] };
}
