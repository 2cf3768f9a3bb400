import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { Mutator } from "../engine/mutator";
import { Random } from "../engine/random";
import { exchange } from "./exchange";
import type { ExporterErrors, ExportersStarted } from "./exporter-thread";
import { FloodConnection } from "./flood-connection";
import { readApiDescription } from "./operation";
import { RequestMaker } from "./request-maker";
import type { FuzzRequest } from "./request-maker";

/** Connections to each of the two exporters. */
const CONNECTIONS = 8;
/** What is not answered in this time hangs. Changes wait for one another and for the disk, and a busy machine gets room. */
const HANG_MS = 60_000;
const WATCH_MS = 100;
/** A longer pause between two looks means that the whole process stood still: a stop signal, a frozen machine. */
const STALL_MS = 10_000;
const PROGRESS_MS = 60_000;
/** One request in so many is mutated into bytes that are hardly a request any more, on a connection of its own. */
const GARBAGE_ONE_IN = 200;
const GARBAGE_BYTES = 8 * 1024;

/** How much to send. Whichever is reached first ends it. */
export interface FloodOptions {
  readonly seed: number;
  readonly requests: number;
  readonly milliseconds: number;
  /** Called once a minute with the number of requests that have been answered. */
  readonly onProgress: (answered: number) => void;
}

/** What came of it. */
export interface FloodReport {
  readonly answered: number;
  /** Connections of garbage, which count as one request each. */
  readonly garbage: number;
  readonly seconds: number;
  readonly byStatus: ReadonlyMap<number, number>;
  readonly slowestMs: number;
  /** How often `/-/healthy` was asked meanwhile, and the longest that it took. */
  readonly probes: number;
  readonly slowestProbeMs: number;
  /** Bytes of memory of this process, both ends of it, when a tenth was done and when all was. */
  readonly rssBytes: readonly [early: number, end: number];
  /** The first thing that was not as it must be; the flood ends with it. */
  readonly failure?: FloodFailure;
}

/** Why a flood ended early. */
export interface FloodFailure {
  readonly message: string;
  /** What was sent, where that is known. */
  readonly bytes?: Uint8Array;
}

/** Sends a great many requests to two exporters in a thread of their own, as fast as they are answered. */
export async function runFlood(options: FloodOptions): Promise<FloodReport> {
  const worker = new Worker(join(__dirname, "exporter-thread.ts"), {
    execArgv: ["--require", "ts-node/register/transpile-only"],
  });
  try {
    const [{ ports }] = (await once(worker, "message")) as [ExportersStarted];
    const flood = new Flood(options, ports, await openApiOf(ports[0]));
    worker.on("message", ({ errors }: ExporterErrors) => {
      for (const message of errors) flood.fail(message);
    });
    worker.on("error", (error) => {
      flood.fail(`the exporter crashed: ${error.stack ?? error.message}`);
    });
    await flood.run();
    worker.postMessage("stop");
    await Promise.race([once(worker, "exit"), once(worker, "error")]);
    return flood.report();
  } finally {
    await worker.terminate();
  }
}

async function openApiOf(port: number): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/api/v1/openapi.json`)).text();
}

class Flood {
  readonly #options: FloodOptions;
  readonly #ports: readonly number[];
  readonly #random: Random;
  readonly #maker: RequestMaker;
  readonly #mutator: Mutator;
  readonly #connections = new Set<FloodConnection>();
  readonly #unanswered: FuzzRequest[] = [];
  readonly #garbageUnderWay = new Set<Promise<void>>();
  readonly #byStatus = new Map<number, number>();
  readonly #startMs = performance.now();
  #failure: FloodFailure | undefined;
  #endMs = 0;
  #made = 0;
  #answered = 0;
  #garbage = 0;
  #slowestMs = 0;
  #probes = 0;
  #slowestProbeMs = 0;
  #earlyRssBytes = 0;

  constructor(options: FloodOptions, ports: readonly number[], openApi: string) {
    this.#options = options;
    this.#ports = ports;
    this.#random = new Random(options.seed);
    this.#maker = new RequestMaker(readApiDescription(openApi), this.#random);
    this.#mutator = new Mutator(this.#random, [], GARBAGE_BYTES);
  }

  fail(message: string, bytes?: Uint8Array): void {
    this.#failure ??= { message, ...(bytes && { bytes }) };
  }

  async run(): Promise<void> {
    for (const port of this.#ports) for (let i = 0; i < CONNECTIONS; i += 1) this.#open(port);
    let toldMs = this.#startMs;
    while (this.#connections.size > 0 && this.#failure === undefined) {
      await this.#watch();
      if (this.#earlyRssBytes === 0 && this.#progress > 0.1) this.#earlyRssBytes = rssBytes();
      if (performance.now() - toldMs < PROGRESS_MS) continue;
      toldMs = performance.now();
      this.#options.onProgress(this.#answered);
    }
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(this.#garbageUnderWay);
    this.#endMs = performance.now();
  }

  async #watch(): Promise<void> {
    const probing = this.#probe();
    const beganMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
    const stallMs = performance.now() - beganMs;
    for (const connection of this.#connections) {
      if (stallMs > STALL_MS) connection.forgive(stallMs);
      if (connection.waitingMs > HANG_MS) connection.giveUp(`no answer after ${HANG_MS} ms`);
    }
    await probing;
  }

  #open(port: number): void {
    const connection = new FloodConnection(port, {
      next: () => this.#next(port),
      answered: ({ status }, tookMs) => {
        this.#answered += 1;
        this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
        this.#slowestMs = Math.max(this.#slowestMs, tookMs);
      },
      failed: (error, bytes) => {
        this.#connections.delete(connection);
        this.fail(error instanceof Error ? (error.stack ?? error.message) : String(error), bytes);
      },
      closed: (unanswered) => {
        this.#connections.delete(connection);
        this.#unanswered.push(...unanswered);
        if (!this.#isEnough || this.#unanswered.length > 0) this.#open(port);
      },
    });
    this.#connections.add(connection);
  }

  /** From 0 to 1 and a little more. */
  get #progress(): number {
    const { requests, milliseconds } = this.#options;
    return Math.max(this.#made / requests, (performance.now() - this.#startMs) / milliseconds);
  }

  get #isEnough(): boolean {
    return this.#progress >= 1 || this.#failure !== undefined;
  }

  #next(port: number): FuzzRequest | undefined {
    const again = this.#unanswered.pop();
    if (again !== undefined) return again;
    if (this.#isEnough) return undefined;
    this.#made += 1;
    if (this.#random.oneIn(GARBAGE_ONE_IN)) this.#sendGarbage(port);
    return this.#maker.next();
  }

  #sendGarbage(port: number): void {
    this.#made += 1;
    const bytes = this.#mutator.mutate(this.#maker.next().bytes, this.#maker.next().bytes);
    const sending = exchange(port, bytes)
      .catch((error: unknown) => {
        this.fail(String(error), bytes);
      })
      .then(() => {
        this.#garbage += 1;
        this.#garbageUnderWay.delete(sending);
      });
    this.#garbageUnderWay.add(sending);
  }

  async #probe(): Promise<void> {
    const startMs = performance.now();
    for (const port of this.#ports) {
      try {
        await exchange(port, Buffer.alloc(0));
        this.#probes += 1;
      } catch (error) {
        this.fail(`/-/healthy: ${String(error)}`);
      }
    }
    this.#slowestProbeMs = Math.max(this.#slowestProbeMs, performance.now() - startMs);
  }

  report(): FloodReport {
    return {
      answered: this.#answered,
      garbage: this.#garbage,
      seconds: (this.#endMs - this.#startMs) / 1_000,
      byStatus: new Map([...this.#byStatus].sort(([a], [b]) => a - b)),
      slowestMs: this.#slowestMs,
      probes: this.#probes,
      slowestProbeMs: this.#slowestProbeMs,
      rssBytes: [this.#earlyRssBytes, rssBytes()],
      ...(this.#failure && { failure: this.#failure }),
    };
  }
}

function rssBytes(): number {
  return process.memoryUsage.rss();
}
