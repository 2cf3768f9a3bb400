/** Many scrapers in a process of their own, which check what they get: something of every answer, everything of some. */
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import { OPENMETRICS, TEXT } from "../measuring/scrape";
import { scrapeProblems } from "../under-fire/scrape-problems";
import { serveCommands } from "./command-server";

export interface CheckPlan {
  readonly url: string;
  readonly scrapers: number;
  /** Between the beginnings of two scrapes of one scraper; one that takes longer is followed at once. */
  readonly intervalMs: number;
  /** Every how many answers one is looked through whole, which takes a second or two. */
  readonly wholeEvery: number;
}

export interface CheckResult {
  readonly scrapes: number;
  readonly wholeChecks: number;
  readonly bytes: number;
  readonly slowestMs: number;
  /** Sentences, each with the scrape that it is about. */
  readonly problems: readonly string[];
}

interface Received {
  /** Empty unless it was wanted whole. */
  readonly body: Buffer;
  readonly last: Buffer;
  readonly receivedBytes: number;
}

interface Way {
  readonly format: "text" | "openmetrics";
  readonly gzip: boolean;
}

/** A scraper keeps to one way of asking; Prometheus itself asks in the last one. */
const WAYS: readonly Way[] = [
  { format: "text", gzip: false },
  { format: "openmetrics", gzip: false },
  { format: "text", gzip: true },
  { format: "openmetrics", gzip: true },
];
const MOST_PROBLEMS = 20;

/** Of a body's end: enough for the last line of OpenMetrics and for the trailer of gzip. */
const END_BYTES = 8;
const GZIP_TRAILER_BYTES = 4;
/** The size of a scrape changes by less: some shards are moved, and numbers get longer. */
const SIZE_TOLERANCE = 0.05;

const inflate = promisify(gunzip);

class Checker {
  readonly #plan: CheckPlan;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #problems: string[] = [];
  #stopping = false;
  #scrapes = 0;
  #wholeChecks = 0;
  #bytes = 0;
  #slowestMs = 0;
  #usualBytes = 0;
  readonly #running: Promise<unknown>;

  constructor(plan: CheckPlan) {
    this.#plan = plan;
    this.#running = Promise.all(Array.from({ length: plan.scrapers }, (_, i) => this.#scrapeOn(i)));
  }

  async stop(): Promise<CheckResult> {
    this.#stopping = true;
    await this.#running;
    this.#agent.destroy();
    return {
      scrapes: this.#scrapes,
      wholeChecks: this.#wholeChecks,
      bytes: this.#bytes,
      slowestMs: this.#slowestMs,
      problems: this.#problems,
    };
  }

  /** One scraper, until it is over. Scrapers begin one after another, not all at once. */
  async #scrapeOn(index: number): Promise<void> {
    const { intervalMs, scrapers, wholeEvery } = this.#plan;
    const way = WAYS[index % WAYS.length] ?? { format: "text", gzip: false };
    await sleep((intervalMs * index) / scrapers);
    while (!this.#stopping) {
      const startedMs = performance.now();
      this.#scrapes += 1;
      const name = `scrape ${this.#scrapes} (${way.format}${way.gzip ? ", gzip" : ""})`;
      try {
        await this.#check(name, way, this.#scrapes % wholeEvery === 0);
      } catch (error) {
        this.#tell(`${name}: ${String(error)}`);
      }
      const tookMs = performance.now() - startedMs;
      await sleep(Math.max(0, intervalMs - tookMs));
    }
  }

  async #check(name: string, way: Way, whole: boolean): Promise<void> {
    const startedMs = performance.now();
    const { body, last, receivedBytes } = await this.#receive(way, whole);
    this.#slowestMs = Math.max(this.#slowestMs, performance.now() - startedMs);
    this.#bytes += receivedBytes;
    // The last four bytes of gzip are the size of what was compressed.
    this.#checkSize(name, way.gzip ? last.readUInt32LE(last.length - GZIP_TRAILER_BYTES) : receivedBytes);
    if (!way.gzip) this.#checkEnd(name, way, last);
    if (!whole) return;
    const text = (way.gzip ? await inflate(body) : body).toString("latin1");
    for (const problem of scrapeProblems(text, way.format)) this.#tell(`${name}: ${problem}`);
    this.#wholeChecks += 1;
  }

  #checkEnd(name: string, { format }: Way, last: Buffer): void {
    const expected = format === "openmetrics" ? "# EOF\n" : "\n";
    if (!last.toString("latin1").endsWith(expected))
      this.#tell(`${name}: does not end with ${JSON.stringify(expected)}`);
  }

  #checkSize(name: string, size: number): void {
    if (this.#usualBytes === 0) this.#usualBytes = size;
    const off = Math.abs(size - this.#usualBytes) / this.#usualBytes;
    if (off > SIZE_TOLERANCE) this.#tell(`${name}: ${size} bytes, the first scrape had ${this.#usualBytes}`);
  }

  #tell(problem: string): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(problem);
  }

  #receive({ format, gzip }: Way, whole: boolean): Promise<Received> {
    const headers = {
      accept: format === "text" ? TEXT : OPENMETRICS,
      "accept-encoding": gzip ? "gzip" : "identity",
    };
    return new Promise((resolve, reject) => {
      const request = get(`${this.#plan.url}/metrics`, { agent: this.#agent, headers }, (response) => {
        const kept: Buffer[] = [];
        let receivedBytes = 0;
        let last: Buffer = Buffer.alloc(0);
        response.on("data", (chunk: Buffer) => {
          receivedBytes += chunk.length;
          last = Buffer.concat([last, chunk.subarray(-END_BYTES)]).subarray(-END_BYTES);
          if (whole) kept.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode !== 200) reject(new Error(`expected 200, got ${response.statusCode ?? 0}`));
          else if (!response.complete) reject(new Error("the answer breaks off"));
          else resolve({ body: Buffer.concat(kept), last, receivedBytes });
        });
      });
      request.on("error", reject);
    });
  }
}

let checker: Checker | undefined;

const checkerCommands = {
  start(plan: CheckPlan): void {
    checker = new Checker(plan);
  },

  stop(): Promise<CheckResult> {
    if (!checker) throw new Error("the checker was not started");
    return checker.stop();
  },
};

export type CheckerCommands = typeof checkerCommands;

serveCommands(checkerCommands);
