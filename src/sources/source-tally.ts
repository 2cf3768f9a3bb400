import type { RegionHealth } from "../domain/terms/cluster-health";
import type { RegionId } from "../domain/terms/ids";
import type { PolledResult } from "../domain/terms/source";
import { SOURCE_ERRORS } from "../domain/terms/source-reading";
import type { SourceError, SourceReading } from "../domain/terms/source-reading";
import { nsToSeconds } from "../domain/terms/units";
import type { PollProblem } from "./request-document";

/** Regions of which a source's opinion is shown: as many as may name themselves by heartbeats. */
const MAX_REGIONS = 256;

/** What became of the polls of one source. */
export class SourceTally {
  readonly name: string;
  readonly heartbeats: Record<PolledResult, number> = {
    accepted: 0,
    unchanged: 0,
    stale: 0,
    retired: 0,
    rejected: 0,
    unheard: 0,
  };
  readonly #errors = Object.fromEntries(SOURCE_ERRORS.map((error) => [error, 0])) as Record<
    SourceError,
    number
  >;
  #isUp = false;
  #lastSuccessNs: bigint | undefined;
  #durationSeconds: number | undefined;
  #snapshotNs: bigint | undefined;
  #clockSkewSeconds: number | undefined;
  #problem: string | undefined;
  #regions: readonly (readonly [RegionId, RegionHealth])[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** A document arrived, be its time later than that of the one before or not. */
  document(snapshotNs: bigint, wallNs: bigint, regions: ReadonlyMap<RegionId, RegionHealth>): void {
    this.#snapshotNs = snapshotNs;
    this.#clockSkewSeconds = nsToSeconds(snapshotNs - wallNs);
    this.#regions = [...regions].sort(([a], [b]) => a - b).slice(0, MAX_REGIONS);
  }

  /** A poll gave evidence. Returns whether the one before did not. */
  succeeded(wallNs: bigint, durationSeconds: number): boolean {
    const wasDown = !this.#isUp;
    this.#isUp = true;
    this.#problem = undefined;
    this.#lastSuccessNs = wallNs;
    this.#durationSeconds = durationSeconds;
    return wasDown;
  }

  /** A poll gave none. Returns whether that is news: the one before did, or failed for another reason. */
  failed({ error, message }: PollProblem, durationSeconds: number): boolean {
    const isNews = this.#isUp || this.#problem !== message;
    this.#isUp = false;
    this.#problem = message;
    this.#errors[error] += 1;
    this.#durationSeconds = durationSeconds;
    return isNews;
  }

  /** @param nameOf - what a region is called. */
  reading(nameOf: (regionId: RegionId) => string): SourceReading {
    return {
      name: this.name,
      isUp: this.#isUp,
      lastSuccessNs: this.#lastSuccessNs,
      durationSeconds: this.#durationSeconds,
      snapshotNs: this.#snapshotNs,
      clockSkewSeconds: this.#clockSkewSeconds,
      errors: { ...this.#errors },
      problem: this.#problem,
      heartbeats: { ...this.heartbeats },
      // Of a source that does not answer it is old news.
      regions: this.#isUp
        ? this.#regions.map(([regionId, state]) => ({ regionName: nameOf(regionId), state }))
        : [],
    };
  }
}
