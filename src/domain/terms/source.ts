/**
 * Why a source gives no evidence: it cannot be asked, or what it answers stands still, so that the control plane behind it is
 * dead.
 */
export const SOURCE_TROUBLES = ["source_unreachable", "source_stalled"] as const;

export type SourceTrouble = (typeof SOURCE_TROUBLES)[number];

/** A control plane that is polled for what it knows, as the domain has to know it. */
export interface Source {
  readonly name: string;
  /**
   * Milliseconds without an answer that are still no silence of the source: what it takes to ask more than once.
   * Less than the silence that is Offline has no effect.
   */
  readonly patienceMs: number;
}

/** What became of one entry of a source's document. `unchanged`: a heartbeat that is known; `unheard`: the source has none. */
export type PolledResult = "accepted" | "unchanged" | "stale" | "retired" | "rejected" | "unheard";
