import type { Absence, RememberedReplica } from "../terms/recollection";

/** How the silence of a replica goes on in another process. */
export interface ResumedSilence {
  readonly silentMs: number;
  /** Whether it is Offline without having the time to be heard first. */
  readonly isCertain: boolean;
}

/**
 * The silence of a replica after an absence of ours. While we are away for no longer than what is Offline, the absence counts:
 * what was Offline stays so, and what died meanwhile is found when it is due. A longer one proves nothing about who was alive
 * before it: senders may take their time to come back to us.
 *
 * @param overdueMs - part of `offlineAfterMs` that everybody has to be heard.
 */
export function resumedSilence(
  { silentMs, wasHeard }: RememberedReplica,
  absence: Absence,
  offlineAfterMs: number,
  overdueMs: number,
): ResumedSilence {
  const isShort = absence.ms !== undefined && absence.ms <= offlineAfterMs;
  if (silentMs > offlineAfterMs) return { silentMs: silentMs + (absence.ms ?? 0), isCertain: isShort };
  const countedMs = isShort ? Math.max(0, absence.ms - absence.unkeptMs) : 0;
  const resumedMs = silentMs + countedMs;
  // Who was heard before may be Offline once the grace is over, but is as silent as it is; who never was is only waited for.
  return {
    silentMs: wasHeard ? resumedMs : Math.min(resumedMs, Math.max(0, offlineAfterMs - overdueMs)),
    isCertain: false,
  };
}
