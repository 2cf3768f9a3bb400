import type { Row } from "./measuring/row";
import { bothAtOnce } from "./rows/both-at-once";
import { clusterSizes } from "./rows/cluster-sizes";
import { coldStart } from "./rows/cold-start";
import { collectGroups } from "./rows/collect-groups";
import { demo } from "./rows/demo";
import { eventLoopDelay } from "./rows/event-loop-delay";
import { fullScrape } from "./rows/full-scrape";
import { gzipLevels } from "./rows/gzip-levels";
import { heartbeatsAndScrape } from "./rows/heartbeats-and-scrape";
import { heartbeatsOverHttp } from "./rows/heartbeats-over-http";
import { heartbeatsOverNats } from "./rows/heartbeats-over-nats";
import { incidents } from "./rows/incidents";
import { pageInBrowser } from "./rows/page-in-browser";
import { openPages } from "./rows/open-pages";
import { openTelemetry } from "./rows/opentelemetry";
import { peakMemory } from "./rows/peak-memory";
import { plannedMemory } from "./rows/planned-memory";
import { prometheusScrape } from "./rows/prometheus-scrape";
import { recovery } from "./rows/recovery";
import { regionState } from "./rows/region-state";
import { route } from "./rows/route";
import { smallMemory } from "./rows/small-memory";
import { startToReady } from "./rows/start-to-ready";
import { tenScrapers } from "./rows/ten-scrapers";
import { whoElse } from "./rows/who-else";

/** Every row, in the order of the report. */
export const ROWS: readonly Row[] = [
  fullScrape,
  heartbeatsAndScrape,
  eventLoopDelay,
  peakMemory,
  plannedMemory,
  smallMemory,
  clusterSizes,
  collectGroups,
  tenScrapers,
  heartbeatsOverHttp,
  heartbeatsOverNats,
  bothAtOnce,
  openPages,
  pageInBrowser,
  regionState,
  incidents,
  route,
  startToReady,
  coldStart,
  recovery,
  demo,
  gzipLevels,
  prometheusScrape,
  whoElse,
  openTelemetry,
];

/** @throws Error naming what no row is called, and what rows there are. */
export function rowsNamed(names: readonly string[]): readonly Row[] {
  return names.map((name) => {
    const found = ROWS.find((row) => row.name === name);
    if (!found)
      throw new Error(`there is no row ${name}; there are ${ROWS.map((row) => row.name).join(", ")}`);
    return found;
  });
}
