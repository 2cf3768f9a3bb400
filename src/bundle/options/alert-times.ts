import type { AlertName } from "../terms/alert-name";

/** How long an alert waits before it fires, and how long it goes on firing when its expression turns false. */
export interface AlertTimes {
  /** 0: fires at the first evaluation. */
  readonly forMs: number;
  /** 0: resolves at the first evaluation that finds nothing. */
  readonly keepFiringForMs: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Below this the gaps that times bridge are not the scrapes' any more, but the exporter's and the machine's own. */
const LEAST_TWO_SCRAPES_MS = 30 * SECOND_MS;

function times(forMs: number, keepFiringForMs: number): AlertTimes {
  return { forMs, keepFiringForMs };
}

/**
 * What an alert silences that would outlive it: Alertmanager sends what is still held on to when its silencer resolves.
 * The inhibitions of alertmanager.yml are these and further ones, in which both end with the same thing.
 */
export const SILENCED_UNTIL_OVER: Readonly<Partial<Record<AlertName, readonly AlertName[]>>> = {
  TidaldbRegionOffline: [
    "TidaldbRegionDegraded",
    "TidaldbThroughputCollapse",
    "TidaldbShardDown",
    "TidaldbShardNeverSeen",
    "TidaldbClockSkew",
    "TidaldbWalGrowth",
    "TidaldbFollowerLagging",
    "TidaldbReplicationStalled",
  ],
  TidaldbCertificateAboutToExpire: ["TidaldbCertificateExpiresSoon"],
};

/**
 * The hold of an alert that silences these. Alertmanager would send what is still held on to when its silencer resolves: a
 * page for a recovery. Not all of them turn false in the same moment as the silencer: some look back over two minutes.
 */
function holdThatOutlasts(silenced: readonly AlertTimes[]): number {
  return Math.max(...silenced.map(({ keepFiringForMs }) => keepFiringForMs)) + 2 * MINUTE_MS;
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
  const pendingPhaseMs = offlineAfterMs + twoScrapesMs;
  const restartMs = pendingPhaseMs + 90 * SECOND_MS + twoScrapesMs;
  // Slopes need their window filled again after a gap before they say the same as before it.
  const restartOfSlopeMs = restartMs + 2 * MINUTE_MS;
  const silencedByOfflineRegion = {
    TidaldbRegionDegraded: times(MINUTE_MS, restartMs),
    TidaldbThroughputCollapse: times(5 * MINUTE_MS, restartOfSlopeMs),
    TidaldbShardDown: times(pendingPhaseMs, restartMs),
    // Long enough for a new region to be rolled out after its topology.
    TidaldbShardNeverSeen: times(pendingPhaseMs + 4 * MINUTE_MS, restartMs),
    TidaldbClockSkew: times(5 * MINUTE_MS, restartMs),
    TidaldbWalGrowth: times(15 * MINUTE_MS, restartOfSlopeMs),
    TidaldbFollowerLagging: times(2 * MINUTE_MS, restartOfSlopeMs),
    TidaldbReplicationStalled: times(MINUTE_MS, restartOfSlopeMs),
  };
  const certificateExpiresSoon = times(15 * MINUTE_MS, 90 * SECOND_MS + twoScrapesMs);
  return {
    ...silencedByOfflineRegion,
    // The exporter has waited for offlineAfterMs already. What is left to absorb is a first heartbeat after a restart
    // from a shard whose clock is far behind: such a replica reads as Offline until its second one.
    TidaldbRegionOffline: times(30 * SECOND_MS, holdThatOutlasts(Object.values(silencedByOfflineRegion))),
    // The window of the count is the waiting; a new process starts to count anew.
    TidaldbRegionFlapping: times(0, restartOfSlopeMs),
    TidaldbTooFewHealthyRegions: times(30 * SECOND_MS, restartMs),
    // A leader that was just replaced may send one more heartbeat.
    TidaldbLeaderConflict: times(MINUTE_MS, restartMs),
    TidaldbTenantsUnroutable: times(5 * MINUTE_MS, restartMs),
    TidaldbHeartbeatsRejected: times(10 * MINUTE_MS, restartOfSlopeMs),
    TidaldbLimitReached: times(10 * MINUTE_MS, restartOfSlopeMs),
    TidaldbExporterUnreachable: times(2 * MINUTE_MS, 2 * MINUTE_MS),
    // Fires while the pages that it silences are still held on to: nobody is told that what is not watched is over. A pod
    // that is replaced, and a Prometheus that starts, take less. Held on to longer than it waits: after an hour another
    // part of its expression takes over, with fewer labels.
    TidaldbExporterAbsent: times(2 * MINUTE_MS, 6 * MINUTE_MS),
    TidaldbConfigReloadFailed: times(5 * MINUTE_MS, 2 * MINUTE_MS),
    // One lost line is news enough: it may be the one that somebody will look for.
    TidaldbLogLinesLost: times(0, restartOfSlopeMs),
    // Both turn false with the same renewal, and the first silences the second.
    TidaldbCertificateAboutToExpire: times(15 * MINUTE_MS, holdThatOutlasts([certificateExpiresSoon])),
    TidaldbCertificateExpiresSoon: certificateExpiresSoon,
    TidaldbSeriesOverBudget: times(15 * MINUTE_MS, restartMs),
    TidaldbSlowRender: times(15 * MINUTE_MS, restartMs),
    TidaldbExporterStalled: times(0, restartOfSlopeMs),
    Watchdog: times(0, 0),
  };
}
