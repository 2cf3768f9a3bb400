import { ALERT_ENTRIES } from "./alert-entries";
import type { AlertName } from "./alert-entries";
import type { AlertEntry, AlertTimes, TimeSpans } from "./alert-entry";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Shorter gaps are not due to the scrapes any more, but to the exporter and the machine. */
const LEAST_TWO_SCRAPES_MS = 30 * SECOND_MS;

/** What an alert silences that would outlive it, see `silencedBy` of an entry. */
export function silencedUntilOver(silencer: AlertName): readonly AlertName[] {
  return entriesSilencedBy(silencer).map(({ name }) => name);
}

/**
 * Times that one missed scrape, or a restart of the exporter, passes by without a page and without an "all clear".
 *
 * A restart is a minute in which there are no series, and then up to `offlineAfterMs` in which replicas that have not been
 * heard again read as not up and regions as unknown. So what such a replica could set off waits longer than that, and
 * what fires holds on through the gap, that phase, and two scrapes.
 *
 * @param offlineAfterMs silence after which the exporter calls a replica Offline.
 * @param scrapeIntervalMs time between two scrapes, and between two evaluations.
 */
export function defaultAlertTimes(
  offlineAfterMs: number,
  scrapeIntervalMs: number,
): Readonly<Record<AlertName, AlertTimes>> {
  const twoScrapesMs = Math.max(2 * scrapeIntervalMs, LEAST_TWO_SCRAPES_MS);
  const gapMs = 90 * SECOND_MS + twoScrapesMs;
  const pendingPhaseMs = offlineAfterMs + twoScrapesMs;
  const restartMs = pendingPhaseMs + gapMs;
  const restartOfSlopeMs = restartMs + 2 * MINUTE_MS;
  const spans = { gapMs, pendingPhaseMs, restartMs, restartOfSlopeMs };
  const times = ALERT_ENTRIES.map((entry) => [entry.name, timesOf(entry, spans)]);
  return Object.fromEntries(times) as Record<AlertName, AlertTimes>;
}

/**
 * Alertmanager would send what still fires when its silencer resolves: a page for a recovery. Not all that is silenced
 * turns false in the same moment as the silencer: some look back over two minutes.
 */
function timesOf(entry: AlertEntry<AlertName>, spans: Omit<TimeSpans, "outlastSilencedMs">): AlertTimes {
  const holdsMs = entriesSilencedBy(entry.name).map((each) => timesOf(each, spans).keepFiringForMs);
  return entry.times({ ...spans, outlastSilencedMs: Math.max(0, ...holdsMs) + 2 * MINUTE_MS });
}

function entriesSilencedBy(silencer: AlertName): readonly AlertEntry<AlertName>[] {
  return ALERT_ENTRIES.filter(({ silencedBy }) => silencedBy === silencer);
}
