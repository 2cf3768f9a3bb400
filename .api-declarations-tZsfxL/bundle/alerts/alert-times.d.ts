import type { AlertName } from "./alert-entries";
import type { AlertTimes } from "./alert-entry";
/** What an alert silences that would outlive it, see `silencedBy` of an entry. */
export declare function silencedUntilOver(silencer: AlertName): readonly AlertName[];
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
export declare function defaultAlertTimes(offlineAfterMs: number, scrapeIntervalMs: number): Readonly<Record<AlertName, AlertTimes>>;
