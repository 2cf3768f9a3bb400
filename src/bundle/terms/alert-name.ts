/** Every alert of the bundle, in the order in which the rules and the documents list them. */
export const ALERT_NAMES = [
  "TidaldbRegionOffline",
  "TidaldbRegionDegraded",
  "TidaldbRegionFlapping",
  "TidaldbTooFewHealthyRegions",
  "TidaldbThroughputCollapse",
  "TidaldbShardDown",
  "TidaldbShardNeverSeen",
  "TidaldbClockSkew",
  "TidaldbWalGrowth",
  "TidaldbFollowerLagging",
  "TidaldbReplicationStalled",
  "TidaldbLeaderConflict",
  "TidaldbTenantsUnroutable",
  "TidaldbHeartbeatsRejected",
  "TidaldbLimitReached",
  "TidaldbExporterUnreachable",
  "TidaldbExporterAbsent",
  "TidaldbConfigReloadFailed",
  "TidaldbLogLinesLost",
  "TidaldbCertificateAboutToExpire",
  "TidaldbCertificateExpiresSoon",
  "TidaldbSeriesOverBudget",
  "TidaldbSlowRender",
  "TidaldbExporterStalled",
  "Watchdog",
] as const;

/** The name of one alert; its runbook is called the same. */
export type AlertName = (typeof ALERT_NAMES)[number];
