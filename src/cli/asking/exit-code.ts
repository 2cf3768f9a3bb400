import { isWorse } from "../../domain/terms/cluster-health";
import type { ClusterHealth } from "../../domain/terms/cluster-health";

/**
 * What a script is told about a cluster: the codes of monitoring plugins, which Nagios and its like take as they are.
 *
 * 0: healthy, and nothing is wrong. 1: degraded, or an incident is open. 2: a region is Offline. 3: unknown, also when the exporter could
 * not be asked, the command line is wrong or the answer cannot be written.
 */
export const EXIT_CODES = { healthy: 0, degraded: 1, offline: 2, unknown: 3 } as const;

/** The code of a cluster's health. */
export function exitCodeOf({ status = "Unknown", incidents = [] }: ClusterHealth): number {
  if (status === "Offline") return EXIT_CODES.offline;
  if (incidents.length > 0 || isWorse(status, "Unknown")) return EXIT_CODES.degraded;
  return status === "Unknown" ? EXIT_CODES.unknown : EXIT_CODES.healthy;
}
