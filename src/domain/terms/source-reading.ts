import type { RegionHealth } from "./cluster-health";
import type { PolledResult } from "./source";

/**
 * Why a poll gave no evidence: the source's files cannot be read; its name cannot be looked up, or leads to an address that may
 * only be written out; no connection, no TLS, no answer in time; an answer that is a redirect, has another status than 200, is
 * compressed in an unknown way, too large or cut off; no `ClusterHealth`; or a snapshot that is not later than the one before.
 */
export const SOURCE_ERRORS = [
  "files",
  "lookup",
  "address",
  "connection",
  "tls",
  "timeout",
  "redirect",
  "status",
  "encoding",
  "too_large",
  "cut_off",
  "document",
  "snapshot",
] as const;

export type SourceError = (typeof SOURCE_ERRORS)[number];

/** What a source says of one region. */
export interface RegionOpinion {
  readonly regionName: string;
  readonly state: RegionHealth;
}

/** A source that is polled, as it is shown. */
export interface SourceReading {
  readonly name: string;
  /** Whether the last poll gave evidence. */
  readonly isUp: boolean;
  /** Nanoseconds since the epoch, our clock: when a poll last gave evidence. Undefined before the first. */
  readonly lastSuccessNs: bigint | undefined;
  /** Of the last poll, from the look-up of the name to the last entry. Undefined before the first has ended. */
  readonly durationSeconds: number | undefined;
  /** Nanoseconds since the epoch, the source's clock, of the last document; undefined before the first. */
  readonly snapshotNs: bigint | undefined;
  /** What that clock was ahead of ours, in seconds, signed. */
  readonly clockSkewSeconds: number | undefined;
  /** Polls that gave no evidence, ever, by why. */
  readonly errors: Readonly<Record<SourceError, number>>;
  /** Why the last poll gave none, in a sentence; undefined while it did. */
  readonly problem: string | undefined;
  /** Entries of its documents by what became of them, ever. */
  readonly heartbeats: Readonly<Record<PolledResult, number>>;
  /** The leader's opinion as of the last document, at most 256 regions; exported, and never taken over. */
  readonly regions: readonly RegionOpinion[];
}
