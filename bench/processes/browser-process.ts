/** Status pages in Debian's chromium, in a process of its own. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Browser, Page } from "playwright-core";

import { CHROMIUM, startBrowser } from "../../test/support/programs/browser";
import { serveCommands } from "./command-server";

/** Long enough for a machine that is busy. */
const PATIENCE_MS = 60_000;

/** One part that was put into the page. */
export interface PartShown {
  readonly id: string;
  readonly html: string;
  /** Milliseconds since the epoch: when it was laid out. */
  readonly atMs: number;
  /** How long the page was busy with it, its layout included. */
  readonly busyMs: number;
}

/** Notes what the page's own script does with each part that it is sent. */
const NOTE_PARTS = `
window.partsShown = [];
const listen = EventSource.prototype.addEventListener;
EventSource.prototype.addEventListener = function (type, listener) {
  listen.call(this, type, (event) => {
    const beganMs = performance.now();
    listener(event);
    void document.documentElement.offsetHeight;
    const { id, html } = JSON.parse(event.data);
    window.partsShown.push({ id, html, atMs: Date.now(), busyMs: performance.now() - beganMs });
  });
};
`;

let browser: Browser | undefined;
let page: Page | undefined;

function thePage(): Page {
  if (page === undefined) throw new Error("no page was opened");
  return page;
}

/** Asks until there is something; the page's policy does not let it wait by itself. */
async function until<T>(expression: string): Promise<T> {
  const endsMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await thePage().evaluate<T | null>(`${expression} ?? null`);
    if (found !== null) return found;
    if (Date.now() > endsMs) throw new Error(`waited in vain for ${expression}`);
    await sleep(20);
  }
}

const browserCommands = {
  /** Starts the browser. Returns why it cannot be started, or nothing. */
  async start(): Promise<string | undefined> {
    try {
      browser = await startBrowser();
      return undefined;
    } catch {
      return `${CHROMIUM} cannot be started: apt install chromium`;
    }
  },

  /** Opens the page in a tab of its own, instead of the one before. Returns the milliseconds until something was painted. */
  async open(url: string): Promise<number> {
    await page?.context().close();
    if (browser === undefined) throw new Error("the browser was not started");
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(NOTE_PARTS);
    await page.goto(url, { waitUntil: "load" });
    await until("partsShown.find(({ id }) => id === 'replicas')");
    return until<number>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
  },

  /** Waits until a part says something, and returns when it did. */
  said({ id, words }: { readonly id: string; readonly words: string }): Promise<PartShown> {
    return until(
      `partsShown.find((part) => part.id === ${JSON.stringify(id)} && part.html.includes(${JSON.stringify(words)}))`,
    );
  },

  /** How long the page was busy with each part since the last time. */
  busyMs(): Promise<readonly number[]> {
    return thePage().evaluate<number[]>("partsShown.splice(0).map(({ busyMs }) => busyMs)");
  },

  async stop(): Promise<void> {
    await browser?.close();
  },
};

export type BrowserCommands = typeof browserCommands;

serveCommands(browserCommands);
