/** Open status pages, each with another choice of replicas, in a process of their own: what they read does not disturb who sends it. */
import { Agent, get } from "node:http";
import type { ClientRequest } from "node:http";
import { performance } from "node:perf_hooks";

import { serveCommands } from "./command-server";

/** What one open page got. */
interface OpenPage {
  readonly request: ClientRequest;
  bytes: number;
  /** When the table of replicas came, each time. Milliseconds of this process' clock. */
  readonly updatesMs: number[];
}

/** What all pages got since {@link pagesCommands} were asked last. */
export interface PagesRead {
  readonly pages: number;
  readonly bytes: number;
  /** From one table of replicas to the next, of all pages. */
  readonly pausesMs: readonly number[];
}

const STATES = ["", "Healthy", "Offline", "Degraded", "Pending"];
const SORTS = [
  "state",
  "shard",
  "heartbeat",
  "entities",
  "signals",
  "wal",
  "lag",
  "-entities",
  "-lag",
  "-wal",
];

const REPLICAS_PART = Buffer.from('"id":"replicas"');

const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
const open: OpenPage[] = [];

/** No two of the first fifty are the same: every one has to be made by itself. */
function choice(number: number): string {
  const state = STATES[number % STATES.length] ?? "";
  const sort = SORTS[Math.floor(number / STATES.length) % SORTS.length] ?? "";
  return `?state=${state}&sort=${sort}&page=${1 + (number % 7)}`;
}

function openPage(url: string, number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/status/stream${choice(number)}`, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a page got ${response.statusCode ?? 0}`));
      response.on("data", (chunk: Buffer) => {
        page.bytes += chunk.length;
        if (chunk.includes(REPLICAS_PART)) page.updatesMs.push(performance.now());
      });
      response.once("data", () => {
        resolve();
      });
      response.on("error", () => undefined);
    });
    request.on("error", reject);
    const page: OpenPage = { request, bytes: 0, updatesMs: [] };
    open.push(page);
  });
}

const pagesCommands = {
  /** Opens so many pages, each with a choice of its own; resolves when each has read something. */
  async open({ url, pages }: { readonly url: string; readonly pages: number }): Promise<void> {
    await Promise.all(Array.from({ length: pages }, (_, number) => openPage(url, number)));
  },

  /** What came since the last time. */
  read(): PagesRead {
    const pausesMs = open.flatMap(({ updatesMs }) =>
      updatesMs.slice(1).map((atMs, index) => atMs - (updatesMs[index] ?? atMs)),
    );
    const bytes = open.reduce((sum, page) => sum + page.bytes, 0);
    for (const page of open) {
      page.bytes = 0;
      page.updatesMs.splice(0, page.updatesMs.length - 1);
    }
    return { pages: open.length, bytes, pausesMs };
  },

  /** Closes all. */
  close(): void {
    for (const { request } of open.splice(0)) request.destroy();
  },
};

export type PagesCommands = typeof pagesCommands;

serveCommands(pagesCommands);
