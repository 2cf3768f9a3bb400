import type { RegionTransition } from "../regions/region-transitions";
import type { EventDraft } from "../terms/cluster-event";

/** So much of the evidence stays with an event; a region of thousands of dead shards is told by some of them and the number. */
export const MAX_EVENT_REASONS = 5;

/** The event of a region that went from one state to another. */
export function regionEvent(transition: RegionTransition): EventDraft {
  const { regionId, name, from, to, atNs, reasons } = transition;
  return {
    kind: "region_changed",
    atNs,
    title: `${name} went from ${from} to ${to}`,
    regionId,
    regionName: name,
    from,
    to,
    ...(reasons.length > 0 && {
      reasons: reasons.slice(0, MAX_EVENT_REASONS),
      reasonCount: reasons.length,
    }),
  };
}
