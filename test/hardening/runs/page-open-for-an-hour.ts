import { setTimeout as sleep } from "node:timers/promises";

import type { CDPSession, Page } from "playwright-core";

import { EventLog } from "../../../src/domain/history/event-log";
import { RegionCourses } from "../../../src/domain/history/region-courses";
import { formatTime } from "../../../src/http/status-page/format";
import { printJson } from "../../../src/wire/json/json";
import { send } from "../../support/http/http-client";
import { startHttp } from "../../support/http/http-fixture";
import type { HttpFixture } from "../../support/http/http-fixture";
import { startBrowser } from "../../support/programs/browser";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { mebibytes } from "../stand-under";

/** More is not asked for: a page's stream ends after an hour and begins anew. */
const MOST_MINUTES = 60;
const LOOK_SECONDS = 2;
const SHARDS = 40;
const REGIONS = [0, 1, 2];
/** A region falls silent for the last of so many minutes, again and again. */
const TROUBLE_MINUTES = 5;
const MARKS = 6;
/** What a tab may hold more at the end than at a third of the hour, when every list on it is full. */
const MAX_GROWTH_BYTES = 2 ** 20;
const MAX_MORE_NODES = 500;
/** So long a tab may take for one update, on a machine that does much else. */
const PATIENCE_MS = 30_000;

/** What a tab holds after garbage collection. */
interface Mark {
  readonly minute: number;
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** An hour of updates in fast motion, after which a tab must hold no more than at its beginning. */
export const PAGE_OPEN_FOR_AN_HOUR: HardRun = {
  name: "page-open-for-an-hour",
  title: "A status page that is open for an hour",
  thrown: ({ lifeMinutes }) =>
    `Debian's chromium has the page of ${SHARDS * REGIONS.length} replicas open for ${Math.min(MOST_MINUTES, lifeMinutes)} minutes on a clock that is ` +
    `moved by hand, ${LOOK_SECONDS} seconds from one look to the next: figures, drawings and events change with each, and a region comes and goes.`,
  isQuick: false,
  run: async ({ lifeMinutes }) => {
    const browser = await startBrowser().catch(() => undefined);
    if (browser === undefined) return { skipped: "chromium is not installed: apt install chromium" };
    const events = new EventLog();
    const courses = new RegionCourses();
    const http = await startHttp({ services: () => ({ events, courses }) });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${http.port}/`);
      const life = { http, events, courses, page };
      const marks = await watch(life, Math.min(MOST_MINUTES, lifeMinutes));
      const [grownUp, last] = [marks[Math.floor(MARKS / 3) - 1], marks.at(-1)];
      if (grownUp === undefined || last === undefined)
        throw new Error("invariant broken: an hour without marks");
      return {
        findings: [
          verdict(
            `the tab's heap grows by at most ${mebibytes(MAX_GROWTH_BYTES)} from a third of the time on`,
            last.heapBytes - grownUp.heapBytes <= MAX_GROWTH_BYTES,
            marks.map(({ heapBytes }) => (heapBytes / 2 ** 20).toFixed(2)).join(" → ") + " MiB",
          ),
          verdict(
            `it has at most ${MAX_MORE_NODES} nodes more`,
            last.nodes - grownUp.nodes <= MAX_MORE_NODES,
            marks.map(({ nodes }) => nodes).join(" → "),
          ),
          verdict(
            "and no listener more",
            last.listeners <= grownUp.listeners,
            marks.map(({ listeners }) => listeners).join(" → "),
          ),
          figure("updates that it showed", Math.round((last.minute * 60) / LOOK_SECONDS)),
        ],
      };
    } finally {
      await browser.close();
      events.end();
      await http.close();
    }
  },
};

interface Life {
  readonly http: HttpFixture;
  readonly events: EventLog;
  readonly courses: RegionCourses;
  readonly page: Page;
}

async function watch(life: Life, minutes: number): Promise<readonly Mark[]> {
  const { http, events, courses, page } = life;
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const steps = Math.floor((minutes * 60) / LOOK_SECONDS);
  const marks: Mark[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const minute = (step * LOOK_SECONDS) / 60;
    http.clock.advance(LOOK_SECONDS * 1_000);
    const isTrouble = Math.floor(minute) % TROUBLE_MINUTES === TROUBLE_MINUTES - 1;
    await beat(http, isTrouble ? [0, 2] : REGIONS, step);
    courses.observe(http.controlPlane.totals());
    const atNs = http.clock.now().wallNs;
    // What happens is looked at at once.
    events.add({ kind: "config_reloaded", atNs, title: `change ${step}` });
    await shown(page, formatTime(atNs));
    if (step >= ((marks.length + 1) * steps) / MARKS) marks.push(await markOf(session, minute));
  }
  return marks;
}

async function beat(http: HttpFixture, regions: readonly number[], step: number): Promise<void> {
  const beats = regions.flatMap((region) =>
    Array.from({ length: SHARDS }, (_, shard) => {
      const followers = REGIONS.filter((other) => shard % REGIONS.length === region && other !== region);
      const lags = followers.map((other) => [other, BigInt((step * 37 + shard * 11) % 300)] as const);
      return printJson(
        http.heartbeat({
          shard_id: shard,
          region_id: region,
          role: followers.length > 0 ? "leader" : "follower",
          entity_count: 1_000 + step,
          signal_throughput_eps: 50 + ((step * 13 + shard) % 90),
          replication_lag: Object.fromEntries(lags),
        }),
      );
    }),
  );
  const headers = { "content-type": "application/x-ndjson" };
  await send(http.port, { method: "POST", path: "/api/v1/heartbeats", headers, body: beats.join("\n") });
}

/** Waits until the page says as of when it is. */
async function shown(page: Page, time: string): Promise<void> {
  const endsMs = performance.now() + PATIENCE_MS;
  while ((await page.evaluate("document.querySelector('#headline time').dateTime")) !== time) {
    if (performance.now() > endsMs) throw new Error(`the page did not show ${time} in time`);
    await sleep(2);
  }
}

async function markOf(session: CDPSession, minute: number): Promise<Mark> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const valueOf = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return {
    minute,
    heapBytes: valueOf("JSHeapUsedSize"),
    nodes: valueOf("Nodes"),
    listeners: valueOf("JSEventListeners"),
  };
}
