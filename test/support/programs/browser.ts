import { readFile } from "node:fs/promises";

import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** Debian's. */
export const CHROMIUM = "/usr/bin/chromium";

/** Nothing of a browser's own goes out: no updates, no field trials, no QUIC. A sandbox cannot be had as root. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Something that a page does not give to all who read it. */
export interface AccessFinding {
  readonly rule: string;
  readonly help: string;
  /** Where, as selectors. */
  readonly places: readonly string[];
}

/** Starts Debian's chromium, without a window. The caller closes it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS, timeout: 120_000 });
}

/** What axe-core finds on a page, at every level that it knows. It runs beside the page, so the page's own policy does not matter. */
export async function accessFindings(page: Page): Promise<readonly AccessFinding[]> {
  const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) => " +
      "({ rule: id, help, places: nodes.flatMap(({ target }) => target).map(String) })))",
  );
  return found as readonly AccessFinding[];
}
