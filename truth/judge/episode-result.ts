/** What one episode showed, as plain values: it goes from process to process. */
export interface EpisodeResult {
  readonly seed: number;
  readonly kind: string;
  readonly causes: readonly JudgedCause[];
  readonly pages: readonly JudgedPage[];
  /** Notifications to the pager. */
  readonly messages: number;
  /** Of them those that closed a page while the cause lasted and nobody could see it. */
  readonly resolvedWhileBlind: number;
  readonly verdicts: Readonly<Record<DetectorName, VerdictFigures>>;
  /** Seconds beyond the threshold until a region was Degraded for lag of its shards' followers. */
  readonly degradedAfterS: readonly number[];
  readonly falseDegraded: Mistakes;
  /** Causes of incidents that the control plane told of while the fault lasted, with the region; each once. */
  readonly incidents: readonly string[];
  readonly lengthMs: number;
  readonly regions: number;
}

/** A root cause and whether it was told. */
export interface JudgedCause {
  readonly kind: string;
  readonly durationMs: number;
  readonly isPaged: boolean;
  /** Whether the heartbeats tell anything of it. */
  readonly isTold: boolean;
  /** Milliseconds from its start to the first right page; undefined when there was none. */
  readonly pagedAfterMs: number | undefined;
  /** Milliseconds from its end to the last message that a page is over. */
  readonly resolvedAfterMs: number | undefined;
}

/**
 * - `right`: needed, and it names whom it should.
 * - `wrong_region`: it names a region that no cause is about.
 * - `nameless`: needed, but names nobody where somebody has to be named.
 * - `unneeded`: nothing that pages lasted, or it healed within a minute, or was over.
 */
export type PageVerdict = "right" | "wrong_region" | "nameless" | "unneeded";

export interface JudgedPage {
  readonly atMs: number;
  readonly alerts: readonly string[];
  readonly regions: readonly string[];
  readonly verdict: PageVerdict;
}

/** What says that a region is Offline. */
export const DETECTORS = ["ours", "seed", "timeout", "phi"] as const;
export type DetectorName = (typeof DETECTORS)[number];

/** Times at which something was said that was not so. */
export interface Mistakes {
  readonly count: number;
  readonly totalMs: number;
}

export interface VerdictFigures {
  /** Seconds from the last heartbeat that arrived to Offline, for each region that was really gone. */
  readonly detectedAfterS: readonly number[];
  /** Regions that were gone for long and never called Offline. */
  readonly missed: number;
  readonly falseOffline: Mistakes;
}
