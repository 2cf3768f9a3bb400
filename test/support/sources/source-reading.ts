import { SOURCE_ERRORS } from "../../../src/domain/terms/source-reading";
import type { SourceError, SourceReading } from "../../../src/domain/terms/source-reading";

/** A source that answers and tells of one region, but for what is given. */
export function sourceReading(given: Partial<SourceReading> = {}): SourceReading {
  return {
    name: "leader",
    isUp: true,
    lastSuccessNs: 1_700_000_000_000_000_000n,
    durationSeconds: 0.25,
    snapshotNs: 1_699_999_999_500_000_000n,
    clockSkewSeconds: -0.5,
    errors: Object.fromEntries(SOURCE_ERRORS.map((error) => [error, 0])) as Record<SourceError, number>,
    problem: undefined,
    heartbeats: { accepted: 5, unchanged: 3, stale: 0, retired: 0, rejected: 0, unheard: 1 },
    regions: [{ regionName: "eu-west", state: "Degraded" }],
    ...given,
  };
}
